"""Each damage that is done to a whole store is found, and told in one line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from data.model import Action
from data.store import Request, Store, manifest, tables
from data.store import check as checking
from data.store.review_check import REVIEWS
from data.store.schema import TABLES
from tests.store.samples import make_extractions
from tests.store.wires import DAY, story, told


@pytest.fixture(scope="module")
def whole_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    store = Store.open(folder, create=True)
    store.commit(make_extractions(0, 20))
    store.commit([*make_extractions(20, 40), *(told(story(1), outlet, DAY) for outlet in ("Agency", "Paper", "Radio"))])
    with store.connect() as connection:
        (one,), (other,) = connection.sql("SELECT event_id FROM events ORDER BY event_id LIMIT 2").fetchall()
    for event_id, action in ((one, Action.REJECT), (other, Action.CORRECT)):
        store.review(
            Request(action=action, reviewer="Ada", event_ids=(event_id,), reason="r", field="place", value="Gao")
        )
    assert store.check() == []
    return folder


@pytest.fixture
def store(whole_store: Path, tmp_path: Path) -> Store:
    shutil.copytree(whole_store, tmp_path / "copy")
    return Store.open(tmp_path / "copy")


def _newest_file(store: Store, table: str) -> Path:
    version = store.snapshot().tables[table].delta_version
    return Path(tables.files_at(store.location, table, version)[0][0])


def _rewrite(store: Store, table: str, question: str) -> None:
    """Commit a table as a question over the snapshot changes it, as a faulty program would."""
    with store.connect() as connection:
        rows: pa.Table = connection.sql(question).to_arrow_table().cast(TABLES[table])
    write_deltalake(DeltaTable(store.location.table(table)), rows, mode="overwrite")
    now = store.snapshot()
    versions = {**now.tables, table: tables.version_of(store.location, table)}
    manifest.append(store.location, replace(now, version=now.version + 1, tables=versions))


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def _blot(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[8 : len(content) - 8] = bytes(len(content) - 16)
    file.write_bytes(content)


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize(
    "damage, sign",
    [(Path.unlink, "missing"), (_cut, "bytes of"), (_blot, "cannot be read")],
    ids=["gone", "cut", "blot"],
)
def test_a_damaged_file_is_named(store: Store, table: str, damage: Callable[[Path], None], sign: str) -> None:
    file = _newest_file(store, table)
    damage(file)
    troubles = store.check()
    assert len(troubles) == 1
    assert sign in troubles[0]
    assert f"/{table}" in troubles[0]


def test_a_file_that_only_an_old_snapshot_needs_is_missed_too(store: Store) -> None:
    old = Path(tables.files_at(store.location, "events", store.snapshot(1).tables["events"].delta_version)[0][0])
    old.unlink()
    assert [line for line in store.check() if "missing" in line and old.name in line and "commit 1" in line]


WRONG_ROWS = {
    "articles there more than once": ("articles", "FROM articles UNION ALL (FROM articles LIMIT 1)"),
    "reports there more than once": ("reports", "FROM reports UNION ALL (FROM reports LIMIT 1)"),
    "reports without their article": (
        "articles",
        "FROM articles WHERE article_id <> (SELECT min(article_id) FROM reports)",
    ),
    "rejections without their article": (
        "articles",
        "FROM articles WHERE article_id <> (SELECT min(article_id) FROM rejections)",
    ),
    "events with a report that is not there": ("reports", "FROM reports ORDER BY report_id OFFSET 1"),
    "reports in no event": ("events", "FROM events ORDER BY event_id OFFSET 1"),
    "reports in more than one event": (
        "events",
        "SELECT * REPLACE (list_append(report_ids, (SELECT min(report_id) FROM reports)) AS report_ids) FROM events",
    ),
    "events in another block than their reports": (
        "events",
        "SELECT * REPLACE ('X/Y/z' AS link_block) FROM events",
    ),
    "reports without evidence": (
        "reports",
        "SELECT * REPLACE (list_filter(evidence, lambda span: span.start < 0) AS evidence) FROM reports",
    ),
    "reports whose evidence is not in the article": (
        "articles",
        "SELECT * REPLACE ('Other words that nobody wrote' AS \"text\") FROM articles",
    ),
    "rejections whose words are not in the article": (
        "rejections",
        "SELECT * REPLACE (start + 1 AS start) FROM rejections",
    ),
    "cube rows that the events do not give": (
        "cube",
        "SELECT * REPLACE (event_count + 1 AS event_count) FROM cube",
    ),
    "fingerprints without their article": (
        "articles",
        "FROM articles WHERE article_id <> (SELECT min(article_id) FROM fingerprints)",
    ),
    "copies of or by an article that is not there": (
        "articles",
        "FROM articles WHERE article_id <> (SELECT min(copy_of) FROM copies)",
    ),
    "copies whose first is a copy itself": (
        "copies",
        "SELECT * REPLACE ((SELECT max(article_id) FROM copies) AS copy_of) FROM copies",
    ),
    "events with another number of copies": (
        "events",
        "SELECT * REPLACE (copy_count + 1 AS copy_count) FROM events",
    ),
    "events in another block than their first report": (
        "events",
        "SELECT * REPLACE ('X/Y/z' AS link_block, [link_block] AS other_blocks) FROM events",
    ),
    "reviews of reports that are not there": (
        "reviews",
        "SELECT * REPLACE (['no-report'] AS report_ids) FROM reviews",
    ),
    "reviews of another block than their reports": (
        "reviews",
        "SELECT * REPLACE (['X/Y/z'] AS link_blocks) FROM reviews",
    ),
    "undos of no earlier review": ("reviews", "SELECT * REPLACE ('no-review' AS undoes) FROM reviews"),
    "corrections to what is no value": ("reviews", "SELECT * REPLACE ('colour' AS field) FROM reviews"),
    "events that are not as their reviews say": ("events", "SELECT * REPLACE (FALSE AS is_rejected) FROM events"),
    "merges or splits that the events do not show": (
        "reviews",
        "SELECT * REPLACE ('merge' AS action, (SELECT list(report_ids[1]) FROM reviews) AS report_ids, "
        "(SELECT list(link_blocks[1]) FROM reviews) AS link_blocks) FROM reviews",
    ),
    "cube rows that are missing": ("cube", "FROM cube ORDER BY ALL OFFSET 1"),
}


@pytest.mark.parametrize("sign", WRONG_ROWS)
def test_rows_that_do_not_agree_are_told(store: Store, sign: str) -> None:
    table, question = WRONG_ROWS[sign]
    _rewrite(store, table, question)
    lines = [line for line in store.check() if sign in line]
    assert len(lines) == 1
    assert "\n" not in lines[0]


def test_a_copied_folder_is_a_whole_store(store: Store) -> None:
    assert store.check() == []


def test_a_wrong_count_in_the_manifest_is_told(store: Store) -> None:
    now = store.snapshot()
    wrong = {**now.tables, "events": replace(now.tables["events"], row_count=1)}
    manifest.append(store.location, replace(now, version=now.version + 1, tables=wrong))
    (line,) = store.check()
    assert "/events" in line
    assert "rows and not 1" in line


def test_a_commit_that_is_missing_in_the_manifest_is_told(store: Store) -> None:
    now = store.snapshot()
    manifest.append(store.location, replace(now, version=now.version + 2))
    (line,) = store.check()
    assert "commits: rows missing or twice" in line


def test_the_check_only_reads(store: Store) -> None:
    before = {path: path.stat().st_mtime_ns for path in store.location.folder.rglob("*") if path.is_file()}
    store.check()
    assert {path: path.stat().st_mtime_ns for path in store.location.folder.rglob("*") if path.is_file()} == before


def test_every_rule_of_the_check_is_tried_here() -> None:
    rules = {**checking._ORPHANS, **checking._COPIES, **checking._SPANS, **checking._CUBE, **REVIEWS}
    assert set(rules) <= set(WRONG_ROWS)
    assert len(rules) == 19
