"""One batch into the store: everything that a commit does while it holds the writers' lock.

The order matters. First what a killed writer left is taken back, so that the batch stands on the newest snapshot.
Articles that are there already are dropped: loading twice changes nothing, and of two processes that load the same
article the second one drops it. Then rows are appended, copies found and their groups replaced, the touched blocks
linked anew from all their reports, events and cube of those blocks replaced, and last the row of the manifest written:
before that nothing has happened. A block is touched by a new report, and by a report whose article has become a copy
of another one than before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from data.linking import block_of, link_blocks
from data.linking.fingerprints import Fingerprint
from data.linking.reviewed import coupled, standing
from data.model import Extraction, Review
from data.store import copying, forwarding, manifest, rows, tables, views
from data.store.cube import cube_of
from data.store.errors import StoreError
from data.store.location import Location
from data.store.manifest import Snapshot
from data.store.schema import SORTED_BY, TABLES


@dataclass(frozen=True, slots=True)
class Commit:
    """What a commit did. `articles_known` were there before; `events` are those of the blocks it touched."""

    version: int
    articles_new: int
    articles_known: int
    reports: int
    rejections: int
    events: int


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where an article of a touched block was published: what linking asks of it."""

    article_id: str
    outlet: str
    published_at: datetime | None


def create(location: Location, at: datetime) -> None:
    """Make an empty store: the tables first, the manifest last, so that a store is there whole or not at all."""
    for name in TABLES:
        tables.create(location, name)
    versions = {name: tables.version_of(location, name) for name in TABLES}
    manifest.append(location, Snapshot(version=0, committed_at=at, tables=versions, note="created"))


def commit(
    location: Location,
    extractions: Sequence[Extraction],
    fingerprints: Iterable[Fingerprint],
    *,
    note: str,
    codebook_version: str,
) -> Commit:
    """Put a batch into the store and return what came of it; the caller holds the lock.

    `fingerprints` are those of the batch's articles, made before the lock was taken.
    """
    base = manifest.take_back(location)
    new = _new_ones(location, base, extractions)
    known_count = len(extractions) - len(new)
    if not new:
        return Commit(base.version, 0, known_count, 0, 0, 0)
    manifest.require_own_schema(location, base)
    manifest.require_own_law(location, base)
    now = datetime.now(UTC)
    new_ids = {extraction.article.article_id for extraction in new}
    new_prints = list({print_.article_id: print_ for print_ in fingerprints if print_.article_id in new_ids}.values())
    with views.connect(location, base, names=copying.TABLES_READ) as connection:
        regrouping = copying.regroup(connection, (extraction.article for extraction in new), new_prints)
    _append_batch(location, new, new_prints, now)
    _replace_copies(location, regrouping)
    touched = {block_of(report) for extraction in new for report in extraction.reports}
    event_count = link_again(location, base, touched, regrouping.moved)
    versions = _extractor_versions(new)
    said = replace(base, extractor_versions=versions, codebook_version=codebook_version, note=note)
    snapshot = manifest.append_next(location, said, now)
    return Commit(
        version=snapshot.version,
        articles_new=len(new),
        articles_known=known_count,
        reports=sum(len(extraction.reports) for extraction in new),
        rejections=sum(len(extraction.rejections) for extraction in new),
        events=event_count,
    )


def known_articles(location: Location, snapshot: Snapshot, article_ids: Iterable[str]) -> set[str]:
    """Return those of the given ids whose articles are in a snapshot."""
    wanted = list(article_ids)
    with views.connect(location, snapshot, names=("articles",)) as connection:
        question = "SELECT article_id FROM articles WHERE article_id IN (SELECT unnest(?))"
        return {row[0] for row in connection.sql(question, params=[wanted]).fetchall()}


def _new_ones(location: Location, base: Snapshot, extractions: Sequence[Extraction]) -> list[Extraction]:
    """Return the extractions whose article is not in the store, each article once."""
    by_id: dict[str, Extraction] = {}
    for extraction in extractions:
        _require_own(extraction)
        by_id.setdefault(extraction.article.article_id, extraction)
    known = known_articles(location, base, by_id)
    return [extraction for article_id, extraction in by_id.items() if article_id not in known]


def _require_own(extraction: Extraction) -> None:
    """Refuse what an extractor must never give: records of another article, or two of one id."""
    article = extraction.article
    for kind, ids, owners in (
        ("report", [report.report_id for report in extraction.reports], extraction.reports),
        ("rejection", [rejection.rejection_id for rejection in extraction.rejections], extraction.rejections),
    ):
        if any(record.article_id != article.article_id for record in owners):
            raise StoreError(f"{article.given_id}: a {kind} is of another article; mend the extractor and load again")
        if len(set(ids)) < len(ids):
            raise StoreError(f"{article.given_id}: two {kind}s have one id; mend the extractor and load again")


def _append_batch(
    location: Location, new: Sequence[Extraction], fingerprints: Iterable[Fingerprint], now: datetime
) -> None:
    batch = {
        "articles": (rows.article_row(extraction.article, now) for extraction in new),
        "fingerprints": map(rows.plain_row, fingerprints),
        "reports": (rows.report_row(report, block_of(report)) for extraction in new for report in extraction.reports),
        "rejections": (rows.rejection_row(rejection) for extraction in new for rejection in extraction.rejections),
    }
    for name, table_rows in batch.items():
        tables.append(location, name, rows.as_table(table_rows, TABLES[name], sort_by=SORTED_BY[name]))


def _replace_copies(location: Location, regrouping: copying.Regrouping) -> None:
    """Write the groups of copies that the batch has changed, in place of what they were."""
    if regrouping.copies:
        copies = rows.as_table(map(rows.plain_row, regrouping.copies), TABLES["copies"], sort_by=SORTED_BY["copies"])
        tables.replace_rows(location, "copies", copies, "copy_of", regrouping.firsts)


def link_again(location: Location, base: Snapshot, touched: Collection[str], moved: Collection[str] = ()) -> int:
    """Link the touched blocks from all their reports, replace their events and cube, and forward ids out of use.

    `moved` are articles whose reports' blocks are touched as well; so are the blocks that reviewers joined to one of
    these. Returns how many events there are in them all. The caller holds the lock, and writes the manifest.
    """
    if not touched and not moved:
        return 0
    report_rows, origins, firsts, reviews = _blocks_of_store(location, touched, moved)
    blocks = {row["link_block"] for row in report_rows}
    if not blocks:
        return 0
    linked = link_blocks(map(rows.report_of, report_rows), origins, firsts=firsts, reviews=reviews)
    with views.connect(location, base, names=forwarding.TABLES_READ) as connection:
        forwards = forwarding.fallen_out_of_use(connection, blocks, linked, base.version + 1)
    tables.append(location, "forwards", rows.as_table(forwards, TABLES["forwards"]))
    events = rows.as_table(map(rows.event_row, linked), TABLES["events"], sort_by=SORTED_BY["events"])
    tables.replace_blocks(location, "events", events, blocks)
    tables.replace_blocks(location, "cube", cube_of(events), blocks)
    return len(linked)


def _blocks_of_store(
    location: Location, blocks: Collection[str], moved: Collection[str]
) -> tuple[list[rows.Row], list[_Origin], dict[str, _Origin], list[Review]]:
    """Return all reports of some blocks and of those that `moved` articles tell in, new ones among them.

    Beside them where their articles were published and, by the id of each that is a copy, where the first of it was;
    and the reviews of these blocks that stand. A merge brings in the other blocks that it joins.
    """
    names = ("articles", "reports", "copies", "reviews")
    now = Snapshot(0, datetime.now(UTC), {name: tables.version_of(location, name) for name in names})
    with views.connect(location, now, names=names) as connection:
        theirs = "SELECT DISTINCT link_block FROM reports WHERE article_id IN (SELECT unnest(?))"
        told_by_moved = connection.sql(theirs, params=[sorted(moved)]).fetchall() if moved else []
        merges = _standing(connection, "FROM reviews WHERE action IN ('merge', 'undo')")
        wanted = sorted(coupled({*blocks, *(block for (block,) in told_by_moved)}, merges))
        reviews = _standing(connection, "FROM reviews WHERE list_has_any(link_blocks, ?)", wanted)
        in_blocks = "SELECT * FROM reports WHERE link_block IN (SELECT unnest(?))"
        report_rows: pa.Table = connection.sql(in_blocks, params=[wanted]).to_arrow_table()
        their_articles = "SELECT article_id, outlet, published_at FROM articles WHERE article_id IN (SELECT unnest(?))"
        article_ids = report_rows["article_id"].unique().to_pylist()
        found: pa.Table = connection.sql(their_articles, params=[article_ids]).to_arrow_table()
        their_firsts = (
            "SELECT copies.article_id AS copy, first.article_id, outlet, published_at FROM copies "
            "JOIN articles AS first ON copy_of = first.article_id WHERE copies.article_id IN (SELECT unnest(?))"
        )
        firsts: pa.Table = connection.sql(their_firsts, params=[article_ids]).to_arrow_table()
    origins = [_Origin(**row) for row in found.to_pylist()]
    return report_rows.to_pylist(), origins, {row.pop("copy"): _Origin(**row) for row in firsts.to_pylist()}, reviews


def _standing(connection: duckdb.DuckDBPyConnection, question: str, *parameters: object) -> list[Review]:
    """Return those of the reviews asked for that stand; an undo is in the blocks of what it undoes."""
    found = connection.sql(question, params=list(parameters)).to_arrow_table().to_pylist()
    return standing(map(rows.review_of, found))


def _extractor_versions(new: Sequence[Extraction]) -> tuple[str, ...]:
    reports = {report.extractor_version for extraction in new for report in extraction.reports}
    rejections = {rejection.extractor_version for extraction in new for rejection in extraction.rejections}
    return tuple(sorted(reports | rejections))
