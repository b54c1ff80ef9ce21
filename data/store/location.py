"""Where a store lies, and who may write to it: a folder or a bucket, which answer the same calls."""

from __future__ import annotations

from pathlib import Path

from data.objects import is_address
from data.store.bucket import Bucket
from data.store.folder import Folder

Location = Folder | Bucket


def locate(location: str | Path) -> Location:
    """Return the location that a path or an address names; raises `StoreError` for one that cannot hold a store."""
    return Bucket.parse(str(location)) if is_address(str(location)) else Folder.parse(location)
