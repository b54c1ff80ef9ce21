"""Troubles of the store in one line each: where, what, what to do. The last whole version stays readable in all."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa
from deltalake.exceptions import CommitFailedError, DeltaError
from obstore.exceptions import BaseError

from data.objects import is_address, plain_words

_SIGNS = {
    ("no space left", "disk full", "storagefull", f"os error {errno.ENOSPC}", "quota exceeded"): (
        "the disk is full; free some space and load again, the last whole version is unchanged"
    ),
    ("permission denied", "permissiondenied", "read-only file system", "readonlyfilesystem"): (
        "no permission here; give this user the rights, or use another folder with --store"
    ),
    ("no such file", "notfound", "no files found", "does not exist", "invalid table version"): (
        "a file of the store is missing ({said}); restore it from a copy, `python -m data check` tells which"
    ),
    ("magic bytes", "parquet", "decompress", "corrupt", "thrift", "json"): (
        "a file of the store is damaged ({said}); restore it from a copy, `python -m data check` tells which"
    ),
}
"""What messages of the disk, of Delta and of DuckDB hold, and what they come to; the first that fits counts."""


class StoreError(Exception):
    """What is wrong with the store, and what to do about it, in one line."""


class OvertakenError(StoreError):
    """Another writer took this one's turn over; nothing of what this one wrote is seen."""


@contextmanager
def told_plainly(where: str) -> Iterator[None]:
    """Turn the faults of the disk and of the tables inside the block into a `StoreError` about `where`.

    What DuckDB says of a wrong question, and Arrow of a wrong row, is no such fault, and is passed on as it is.
    """
    try:
        yield
    except (OSError, DeltaError, BaseError, duckdb.Error, pa.ArrowException) as error:
        message = str(error)
        if is_address(where) and isinstance(error, CommitFailedError):
            raise OvertakenError(f"{where}: another writer took over; nothing is lost, run the same again") from error
        if is_address(where) and (words := plain_words(message)):
            raise StoreError(f"{where}: {words}") from error
        advice = next((text for signs, text in _SIGNS.items() if any(sign in message.lower() for sign in signs)), "")
        if not advice and not isinstance(error, OSError | DeltaError | BaseError):
            raise
        said = " ".join(message.split())[:200]
        raise StoreError(f"{where}: {(advice or '{said}; run `python -m data check`').format(said=said)}") from error
