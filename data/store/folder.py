"""A store in a folder: one Delta table in each subfolder.

Writers take turns by an operating-system lock on the file `.lock` in it: the system lets go of it when the process
ends, however it ends, so a killed writer never leaves the store locked. Readers take no lock. The lock holds on one
machine, not across network file systems.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TextIO

import duckdb
from deltalake import CommitProperties

from data.store.errors import StoreError, told_plainly


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of a store."""

    commit_properties: ClassVar[CommitProperties | None] = None
    grace_hours: ClassVar[int] = 0

    folder: Path

    @staticmethod
    def parse(location: str | Path) -> Folder:
        """Return the folder that a path names; raises `StoreError` for one that cannot hold a store."""
        if "://" in str(location):
            raise StoreError(f"{location}: a store lies in a folder or at s3://bucket/prefix; mend --store")
        folder = Path(location)
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{location}: is a file, not a folder; give the folder of a store with --store")
        return Folder(folder)

    def __str__(self) -> str:
        return str(self.folder)

    def table(self, name: str) -> str:
        """Return the address of a table."""
        return str(self.folder.resolve() / name)

    target = table  # nobody else writes while the lock is held, so the newest version is the writer's own

    def has_table(self, name: str) -> bool:
        """Tell whether a table has at least one version."""
        log = self.folder / name / "_delta_log"
        with told_plainly(str(self)):
            return log.is_dir() and next(log.glob("*.json"), None) is not None

    def size_bytes(self, file: str) -> int | None:
        """Return the bytes of a data file that a table names; None when it is missing."""
        path = Path(file)
        return path.stat().st_size if path.is_file() else None

    def read_bytes(self, file: str) -> bytes:
        """Return the content of a small data file."""
        return Path(file).read_bytes()

    def make_readable(self, connection: duckdb.DuckDBPyConnection) -> str:  # noqa: ARG002 - a bucket needs it
        """Enable a connection to read the files of this store, and return the directory that they are all in."""
        return str(self.folder.resolve())

    @contextmanager
    def locked(self, on_wait: Callable[[str], None]) -> Iterator[Folder]:
        """Hold the writers' lock, made with the folder if need be; `on_wait` is told once when another has it."""
        with told_plainly(str(self)):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / ".lock").open("a")
        with lock:
            if not _try_lock(lock):
                on_wait(f"{self}: another process is writing; waiting for it")
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield self


def _try_lock(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
