"""How much faster a load is with two worker processes than with one; run by `make bench`, on a machine of its own."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data.store import Store
from tests.benchmarks.measure import ROOT, varied

ARTICLES = 2_000
LEAST_FASTER = 1.7


def _seconds(lines: Path, store: Path, workers: int) -> float:
    command = [sys.executable, "-m", "data", "load", str(lines), "--store", str(store), "--workers", str(workers)]
    before = time.monotonic()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return time.monotonic() - before


@pytest.mark.bench
def test_two_workers_load_nearly_twice_as_fast_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = tmp_path / "news.jsonl"
    rows = ({"id": one.given_id, "headline": one.headline, "text": one.text} for one in varied(ARTICLES))
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    seconds = {workers: _seconds(lines, tmp_path / str(workers), workers) for workers in (1, 2)}
    with capsys.disabled():
        for workers, taken in seconds.items():
            sys.stdout.write(f"\n  {ARTICLES:,} articles, {workers} workers{taken:>10.1f} s")
        sys.stdout.write(f"\n  faster{seconds[1] / seconds[2]:>29.2f}\n")
    stores = [Store.open(tmp_path / str(workers)) for workers in seconds]
    assert stores[0].snapshot().counts == stores[1].snapshot().counts
    assert stores[0].article_count() == ARTICLES
    assert seconds[1] / seconds[2] >= LEAST_FASTER
