"""A store in object storage, under `s3://bucket/prefix`: one Delta table under each name.

Writers take turns by a lease (data/store/lease.py). A lease alone is not safe: a writer that stood still for longer
than it holds would go on beside its successor. So a writer opens each table once, and each of its writes must be the
version right after the one that it knows: object storage takes a version's log entry only when there is none
(`If-None-Match: *`). Who was overtaken fails at its next write and has changed nothing that a manifest's row names.
Readers take no lease.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import duckdb
import obstore
from deltalake import CommitProperties, DeltaTable
from deltalake.exceptions import TableNotFoundError

from data.objects import SCHEME, Address
from data.store.errors import StoreError, told_plainly
from data.store.lease import Lease
from data.store.ranges import RangeFiles


@dataclass(frozen=True, slots=True)
class Bucket:
    """The bucket and the prefix of a store; `opened` are the tables of the writer that holds the lease."""

    address: Address
    opened: dict[str, DeltaTable] | None = None

    @staticmethod
    def parse(address: str) -> Bucket:
        """Return the bucket that an address names; raises `StoreError` for one that cannot hold a store."""
        found = Address.parse(address)
        if found is None or not found.key:
            raise StoreError(f"{address}: a store in object storage lies at s3://bucket/prefix; mend --store")
        return Bucket(found)

    def __str__(self) -> str:
        return str(self.address)

    @property
    def commit_properties(self) -> CommitProperties | None:
        """How the writer commits: at the version that it expects, or not at all."""
        return None if self.opened is None else CommitProperties(max_commit_retries=0)

    @property
    def grace_hours(self) -> int:
        """Hours for which files out of use stay: a writer that was overtaken may not know it yet."""
        return 1

    def table(self, name: str) -> str:
        """Return the address of a table."""
        return f"{self}/{name}"

    def target(self, name: str) -> str | DeltaTable:
        """Return what to write to: the writer's own table as it left it, or the address of one that is not there."""
        if self.opened is None:
            return self.table(name)
        if name not in self.opened:
            try:
                self.opened[name] = DeltaTable(self.table(name))
            except TableNotFoundError:
                return self.table(name)
        return self.opened[name]

    def has_table(self, name: str) -> bool:
        """Tell whether a table has at least one version."""
        with told_plainly(str(self)):
            listed = obstore.list(self.address.store(), f"{self.address.key}/{name}/_delta_log")
            return any(found["path"].endswith(".json") for page in listed for found in page)

    def size_bytes(self, file: str) -> int | None:
        """Return the bytes of a data file that a table names; None when it is missing."""
        try:
            return int(obstore.head(self.address.store(), self._key(file))["size"])
        except FileNotFoundError:
            return None

    def read_bytes(self, file: str) -> bytes:
        """Return the content of a small data file."""
        return bytes(obstore.get(self.address.store(), self._key(file)).bytes())

    def make_readable(self, connection: duckdb.DuckDBPyConnection) -> str:
        """Enable a connection to read the files of this store, and return the directory that they are all in."""
        connection.register_filesystem(RangeFiles(self.address.store(), self.address.bucket))
        return f"{self}/"

    @contextmanager
    def locked(self, on_wait: Callable[[str], None]) -> Iterator[Bucket]:
        """Hold the writers' lease; `on_wait` is told once when another has it."""
        lease = Lease(self.address.store(), f"{self.address.key}/.lock")
        with told_plainly(str(self)):
            lease.take(lambda: on_wait(f"{self}: another process is writing; waiting for it"))
        try:
            yield replace(self, opened={})
        finally:
            lease.give_back()

    def _key(self, file: str) -> str:
        return file.removeprefix(f"{SCHEME}{self.address.bucket}/")
