"""The one-way run on real files, a real store and real worker processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.loader import Listener, Progress, SchedulerError, load
from data.reference import sectors as known_sectors
from data.store import Store

ROOT = Path(__file__).parents[1]

ARTICLE = """+++
title = "{title}"
outlet = "The Namibian"
published = 2023-04-{day:02}
+++
China delivered twelve patrol boats to Namibia on Monday, the defence ministry in Windhoek said.
This is note number {day} of a series.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for day in range(1, 13):
        text = ARTICLE.format(title=f"China hands boats to Namibia, part {day}", day=day)
        (folder / f"{day:02}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", create=True)


def test_a_load_stores_every_article_with_its_reports(folder: Path, store: Store) -> None:
    summary = load([folder], store)
    assert (summary.read, summary.new, summary.known, summary.troubles) == (12, 12, 0, [])
    assert summary.reports >= 12
    assert store.article_count() == 12
    assert store.check() == []


def test_loading_twice_changes_nothing(folder: Path, store: Store) -> None:
    load([folder], store)
    before = store.snapshot()
    summary = load([folder, folder], store)
    assert (summary.new, summary.known) == (0, 24)
    assert store.snapshot() == before


def test_one_article_in_two_files_is_stored_once(folder: Path, store: Store) -> None:
    (folder / "copy.md").write_bytes((folder / "01.md").read_bytes())
    summary = load([folder], store)
    assert (summary.read, summary.new, summary.known) == (13, 12, 1)


def test_worker_processes_give_what_one_process_gives(folder: Path, store: Store, tmp_path: Path) -> None:
    load([folder], store, workers=1)
    other = Store.open(tmp_path / "other", create=True)
    load([folder], other, workers=2)
    question = "SELECT * EXCLUDE (first_reported_at, last_reported_at) FROM events ORDER BY event_id"
    assert store.connect().sql(question).fetchall() == other.connect().sql(question).fetchall()


def test_progress_reaches_all_bytes(folder: Path, store: Store) -> None:
    steps: list[Progress] = []
    load([folder], store, listener=Listener(on_progress=steps.append))
    assert steps[-1].done_bytes == steps[-1].total_bytes == sum(file.stat().st_size for file in folder.iterdir())
    assert steps[-1].articles == 12
    assert [step.done_bytes for step in steps] == sorted(step.done_bytes for step in steps)


def test_trouble_is_told_and_the_rest_is_loaded(folder: Path, store: Store) -> None:
    (folder / "00.md").write_text("+++\ntitle = \n+++\nNo end.", encoding="utf-8")
    (folder / "99.txt").write_bytes(b"")
    told: list[str] = []
    listener = Listener(on_trouble=lambda trouble: told.append(str(trouble)))
    summary = load([folder, folder / "missing.txt"], store, listener=listener)
    assert summary.new == 12
    assert len(told) == len(summary.troubles) == 3
    assert all(str(folder) in line for line in told)


def test_an_unreachable_scheduler_stores_nothing(folder: Path, store: Store) -> None:
    with pytest.raises(SchedulerError, match=r"127\.0\.0\.1:9"):
        load([folder], store, scheduler="tcp://127.0.0.1:9")
    assert store.article_count() == 0


def test_the_shipped_corpus_fills_a_first_store(store: Store) -> None:
    summary = load([ROOT / "seeds" / "articles"], store)
    assert (summary.new, summary.troubles) == (230, [])
    assert store.check() == []
    question = "SELECT count(*), count(DISTINCT target), count(DISTINCT sector) FROM events"
    ((events, countries, sectors),) = store.connect().sql(question).fetchall()
    assert events >= 250
    assert countries >= 70
    assert sectors == len(known_sectors())
