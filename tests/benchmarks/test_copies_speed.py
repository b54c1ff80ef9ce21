"""How long a load of 1,000 articles looks for copies, on a store of a million.

Run by `make bench`. The million are made up: random bands, spread over ten years, and no texts, since only texts of
candidates are read. A fifth of the new articles copies one of a thousand that are there whole.
"""

import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from data.linking.fingerprints import fingerprint
from data.store import Store, manifest, tables
from data.store.schema import TABLES
from tests.store.wires import story, told

STORED, NEW, COPIES, WORDS = 1_000_000, 1_000, 200, 400
FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2024, 12, 31)
MOST_SECONDS = 60  # of the whole commit


def _add_fingerprints(store: Store, count: int) -> None:
    """Add made-up fingerprints in pieces of a tenth, in the order of days, as one commit."""
    chance = np.random.default_rng(1)
    days = np.sort(chance.integers(0, (LAST_DAY - FIRST_DAY).days, count)).astype("timedelta64[D]")
    for piece in np.array_split(np.arange(count), 10):
        bands = pa.array(chance.integers(-(2**63), 2**63 - 1, len(piece) * 32, dtype=np.int64))
        ends = pa.array(np.arange(0, len(piece) * 32 + 1, 32, dtype=np.int32))
        columns = {
            "article_id": [f"{number:064x}" for number in piece],
            "bands": pa.ListArray.from_arrays(ends, bands),
            "day": pa.array(np.datetime64(FIRST_DAY) + days[piece]),
        }
        tables.append(store.location, "fingerprints", pa.table(columns).cast(TABLES["fingerprints"]))
    now = store.snapshot()
    held = {**now.tables, "fingerprints": tables.version_of(store.location, "fingerprints")}
    manifest.append(store.location, replace(now, version=now.version + 1, tables=held))


@pytest.mark.bench
@pytest.mark.parametrize("spread_days", [0, 3_600], ids=["one day's news", "an archive of ten years"])
def test_copies_of_a_thousand_articles_are_found_among_a_million(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spread_days: int
) -> None:
    def day(number: int) -> date:
        return LAST_DAY - timedelta(days=number * spread_days // NEW)

    store = Store.open(tmp_path / "store", create=True)
    store.commit([told(story(number, words=WORDS), "Agency", day(number), targets=()) for number in range(1_000)])
    _add_fingerprints(store, STORED)
    copied, own = range(COPIES), range(2_000, 2_000 + NEW - COPIES)
    new = [told(story(number, words=WORDS), "Paper", day(number % NEW), targets=()) for number in (*copied, *own)]
    started = time.perf_counter()
    for extraction in new:
        fingerprint(extraction.article)
    printed = time.perf_counter()
    store.commit(new)
    ended = time.perf_counter()
    with capsys.disabled():
        told_ms = 1_000 * (printed - started) / NEW
        sys.stdout.write(f"\n  fingerprint {told_ms:.1f} ms an article; commit of {NEW:,} {ended - printed:.1f} s\n")
    assert store.snapshot().counts["copies"] == COPIES
    assert ended - printed < MOST_SECONDS
