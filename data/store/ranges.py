"""Files in object storage as DuckDB reads them: only the ranges that a question needs, by several threads at once.

Nothing is copied to this machine. DuckDB's own extension for it would have to be fetched from outside.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any

import obstore
from fsspec import AbstractFileSystem
from obstore.store import S3Store

from data.objects import SCHEME

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # data files do not change once they are written


class RangeFiles(AbstractFileSystem):  # type: ignore[misc]  # DuckDB takes nothing else; fsspec has no types
    """The files of one bucket, for reading."""

    protocol = "s3"
    cachable = False

    def __init__(self, store: S3Store, bucket: str) -> None:
        super().__init__()
        self._store = store
        self._bucket = bucket
        self._sizes: dict[str, int] = {}

    def glob(self, path: str, **_: Any) -> list[str]:  # noqa: ANN401 - fsspec's signature
        """Return the path: names of data files hold no wildcard."""
        return [path]

    def open(self, path: str, *_: Any, **__: Any) -> RangeFile:  # noqa: ANN401 - fsspec's signature
        """Open a file for reading; raises `FileNotFoundError`."""
        return RangeFile(self._store, self._key(path), self.size(path))

    def size(self, path: str) -> int:
        """Return the bytes of a file; raises `FileNotFoundError`."""
        if path not in self._sizes:
            self._sizes[path] = int(obstore.head(self._store, self._key(path))["size"])
        return self._sizes[path]

    def modified(self, path: str) -> datetime:  # noqa: ARG002 - fsspec's signature
        """Return one and the same time for every file."""
        return _NEVER

    def _key(self, path: str) -> str:
        return path.removeprefix(SCHEME).removeprefix(f"{self._bucket}/")


class RangeFile:
    """A file that is read range by range.

    DuckDB's threads share it, each going to a place and reading there in two calls; so each has a place of its own.
    """

    def __init__(self, store: S3Store, key: str, size: int) -> None:
        self._store = store
        self._key = key
        self._size = size
        self._place = threading.local()

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place, from the start, from here or from the end, and return it."""
        base = (0, self.tell(), self._size)[whence]
        self._place.at = base + offset
        return int(self._place.at)

    def tell(self) -> int:
        """Return the place of this thread."""
        return int(getattr(self._place, "at", 0))

    def read(self, size: int = -1) -> bytes:
        """Return so many bytes from the place on, all of the rest for a negative size, and go behind them."""
        start = self.tell()
        end = self._size if size < 0 else min(self._size, start + size)
        data = bytes(obstore.get_range(self._store, self._key, start=start, end=end)) if end > start else b""
        self._place.at = start + len(data)
        return data

    def seekable(self) -> bool:
        """Tell that any place can be gone to."""
        return True

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""
