"""How long the dashboard's questions take on a large store, alone and for twenty readers, and a commit onto it.

Run by `make bench`. AMBIT_BENCH_EVENTS says how many events the store has (default 1,000,000; 10,000,000 took eleven
minutes on a busy machine, and 4 GB). AMBIT_BENCH_STORE names a store made before by
`python -m tests.benchmarks.large_store`; a commit onto that one is not measured.
"""

import json
import os
import subprocess
import sys
import time
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from data.reference import countries, event_types
from data.store import Store
from tests.benchmarks.large_store import build
from tests.benchmarks.questions import FROM_CUBE, FROM_EVENTS, ROOT
from tests.store.wires import story, told

EVENTS = int(os.environ.get("AMBIT_BENCH_EVENTS", "1_000_000"))
GIVEN = os.environ.get("AMBIT_BENCH_STORE", "")
NEW = 1_000  # articles of the commit
MOST_COMMIT_SECONDS, MOST_READERS_MS, MOST_MEGABYTES = 60, 1_000, 8_000
MOST_MS = {**dict.fromkeys(FROM_CUBE, 60), **dict.fromkeys(FROM_EVENTS, 400)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Path(GIVEN) if GIVEN else tmp_path_factory.mktemp("large") / "store"
    if not GIVEN:
        build(made, EVENTS)
    return made


def _measured(mode: str, folder: Path) -> dict:
    command = [sys.executable, "-m", "tests.benchmarks.questions", mode, str(folder)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(ended.stdout)


@pytest.mark.bench
def test_questions_of_one_reader_are_answered_in_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone, pandas = _measured("alone", folder), _measured("pandas", folder)
    with capsys.disabled():
        sys.stdout.write(f"\n  {alone['counts']['events']:,} events, connect {alone['connect_ms']} ms, ")
        sys.stdout.write(f"memory {alone['peak_megabytes']} MB, of pandas {pandas['peak_megabytes']} MB\n")
        for name, ours in alone["ms"].items():
            theirs = pandas["ms"].get(name, {"median": "-"})
            line = f"{ours['median']:>8} {ours['p95']:>8}   pandas {theirs['median']:>8}   bar {MOST_MS.get(name, '-')}"
            sys.stdout.write(f"  {name:42}{line}\n")
    slow = {name: alone["ms"][name]["median"] for name, most in MOST_MS.items() if alone["ms"][name]["median"] > most}
    assert alone["peak_megabytes"] < MOST_MEGABYTES
    assert not slow


@pytest.mark.bench
def test_twenty_readers_at_once_are_answered_in_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _measured("readers", folder)
    with capsys.disabled():
        sys.stdout.write(f"\n  twenty readers: {found['ms']} ms, memory {found['peak_megabytes']} MB\n")
    assert found["ms"]["p95"] < MOST_READERS_MS


@pytest.mark.bench
@pytest.mark.skipif(bool(GIVEN), reason="a store that is given stays as it is")
def test_a_thousand_articles_are_put_in_within_a_minute(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seconds = commit_seconds(folder)
    with capsys.disabled():
        sys.stdout.write(f"\n  commit of {NEW:,} articles: {seconds:.1f} s\n")
    assert seconds < MOST_COMMIT_SECONDS


def commit_seconds(folder: Path) -> float:
    """Put articles in, each with a report of a pair and type of its own, and return how long the commit took."""
    store = Store.open(folder)
    kinds = sorted(event_types().values(), key=lambda kind: kind.key)
    spread = [pair for pair in product(("CHN", "RUS", "USA", "FRA"), sorted(countries()), kinds) if pair[0] != pair[1]]
    new = [
        told(
            story(number, words=120),
            "Paper",
            date(2025, 1, 1) + timedelta(days=number % 300),
            influencer=power,
            targets=(country,),
            event_type=kind.key,
            sector=kind.sector,
        )
        for number, (power, country, kind) in enumerate(spread[:: len(spread) // NEW][:NEW])
    ]
    started = time.perf_counter()
    done = store.commit(new)
    seconds = time.perf_counter() - started
    assert done.articles_new == NEW
    return seconds
