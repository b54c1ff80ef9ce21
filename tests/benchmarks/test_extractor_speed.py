"""How fast and how large the extractor is, and whether that stays so over many articles.

Run by `make bench` and `make soak`; each measurement is a fresh process and prints its figures. The speed is taken
over real articles that lie beside the project, not in it; where they are absent the measurement is skipped. What falls
below a bar fails and says by how much.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = [ROOT.parent / "shared" / "corpus" / name for name in ("dev.jsonl", "unlabelled.jsonl")]
LEAST_SENTENCES_PER_SECOND, MOST_START_SECONDS, MOST_MEGABYTES = 2_000, 3.0, 700
SIZES = (1_000, 5_000, 20_000)
SOAK_SIZE = 100_000
MOST_SLOWER, MOST_GROWTH_MEGABYTES = 1.25, 60


def _measured(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.measure", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"  {name:32}{value:>12,}\n" for name, value in figures.items()))
    return figures


@pytest.mark.bench
@pytest.mark.skipif(not all(path.exists() for path in CORPUS), reason="the corpus of articles is not on this machine")
def test_extractor_reaches_its_bars(capsys: pytest.CaptureFixture[str]) -> None:
    figures = _measured(capsys, "speed", *CORPUS)
    is_reached = {
        "sentences_per_second": figures["sentences_per_second"] >= LEAST_SENTENCES_PER_SECOND,
        "start_seconds": figures["start_seconds"] <= MOST_START_SECONDS,
        "peak_megabytes": figures["peak_megabytes"] <= MOST_MEGABYTES,
    }
    missed = [f"{name}: {figures[name]:,}" for name, is_met in is_reached.items() if not is_met]
    assert not missed, f"behind the bars: {'; '.join(missed)}"


@pytest.mark.bench
def test_time_and_memory_stay_flat_up_to_20_000_articles(capsys: pytest.CaptureFixture[str]) -> None:
    _assert_flat([_measured(capsys, "growth", size) for size in SIZES])


@pytest.mark.soak
def test_time_and_memory_stay_flat_up_to_100_000_articles(capsys: pytest.CaptureFixture[str]) -> None:
    _assert_flat([_measured(capsys, "growth", size) for size in (SIZES[0], SOAK_SIZE)])


def _assert_flat(figures: list[dict[str, float]]) -> None:
    first = figures[0]
    for later in figures[1:]:
        assert later["milliseconds_per_article"] <= MOST_SLOWER * first["milliseconds_per_article"]
        assert later["peak_megabytes"] <= first["peak_megabytes"] + MOST_GROWTH_MEGABYTES
        assert later["report_count"] / later["article_count"] >= 0.5
