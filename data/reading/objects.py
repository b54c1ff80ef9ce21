"""Articles in object storage: which objects an address names, and an object as a file that is read range by range.

What is under a prefix is read as the files of a folder are: in the order of the keys, hidden ones left out.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from data.objects import Address, plain_words

_BUFFER_BYTES = 1 << 20  # one request fetches so much; most articles are shorter


class ObjectError(OSError):
    """Why object storage does not give something, and what to do, in one line."""


@dataclass(frozen=True, slots=True)
class ObjectPath:
    """An object that may hold articles, and its bytes."""

    address: Address
    size: int

    def __str__(self) -> str:
        return str(self.address)

    @property
    def suffix(self) -> str:
        """The ending of the name, with the dot."""
        return PurePosixPath(self.address.key).suffix

    def open(self) -> BinaryIO:
        """Open the object for reading; a read raises `ObjectError` when object storage does not give it."""
        return io.BufferedReader(_Ranges(self.address.store(), self.address.key, self.size), _BUFFER_BYTES)


SourcePath = Path | ObjectPath
"""Where articles may be."""


def find_objects(text: str) -> list[ObjectPath]:
    """Return the object of that key, or those under it as a prefix; raise `ObjectError` when there are none."""
    address = Address.parse(text)
    if address is None:
        raise ObjectError("not an address; give s3://bucket/folder")
    try:
        found = sorted(_listed(address), key=lambda path: path.address.key) or _named(address)
    except BaseError as error:
        raise ObjectError(_words(error)) from error
    if not found:
        raise ObjectError("no objects here; the key or the folder is another one")
    return found


def _named(address: Address) -> list[ObjectPath]:
    try:
        return [ObjectPath(address, obstore.head(address.store(), address.key)["size"])] if address.key else []
    except FileNotFoundError:
        return []


def _listed(address: Address) -> Iterator[ObjectPath]:
    depth = len(PurePosixPath(address.key).parts)
    for page in obstore.list(address.store(), address.key):
        for meta in page:
            key = meta["path"]
            is_hidden = any(part.startswith(".") for part in key.split("/")[depth:])
            if not is_hidden and not key.endswith("/"):
                yield ObjectPath(Address(address.bucket, key), meta["size"])


class _Ranges(io.RawIOBase):
    """An object as the bytes under a buffer."""

    def __init__(self, store: S3Store, key: str, size: int) -> None:
        self._store = store
        self._key = key
        self._size = size
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._place = (0, self._place, self._size)[whence] + offset
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what a buffer hands over
        end = min(self._size, self._place + len(buffer))
        if end <= self._place:
            return 0
        try:
            data = bytes(obstore.get_range(self._store, self._key, start=self._place, end=end))
        except (BaseError, FileNotFoundError) as error:
            raise ObjectError(_words(error)) from error
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)


def _words(error: Exception) -> str:
    return plain_words(str(error)) or " ".join(str(error).split())[:200]
