"""A process that loads made-up articles in batches: `python -m tests.store.writer STORE FIRST LAST BATCH`."""

from __future__ import annotations

import sys

from data.store import Store
from tests.store.samples import make_extractions


def main(location: str, first: int, last: int, batch: int) -> None:
    """Commit the articles numbered from `first` up to `last`, `batch` at a time, and say so after each commit."""
    store = Store.open(location, create=True)
    for start in range(first, last, batch):
        store.commit(make_extractions(start, min(start + batch, last)))
        print(start, flush=True)  # noqa: T201 - the test listens


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
