"""Delta tables in a folder, committed together; DuckDB over them for every question."""

from data.store.commit import Commit
from data.store.errors import StoreError
from data.store.manifest import Snapshot
from data.store.reviews import Request, ReviewError
from data.store.store import Store

__all__ = ["Commit", "Request", "ReviewError", "Snapshot", "Store", "StoreError"]
