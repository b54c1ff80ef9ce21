"""Lists of events, and single events, reports and articles with all that is known of them."""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd

from data.model import Article, Event
from data.queries.answering import Connection, ask, ask_row
from data.queries.filters import Filter
from data.store.forwarding import find_event
from data.store.rows import article_of, event_of

Sort = Literal["newest", "oldest", "best_supported", "latest_report"]

_ORDER: dict[str, tuple[str, ...]] = {
    "newest": ("date_end DESC", "date_start DESC", "last_reported_at DESC"),
    "oldest": ("date_start", "date_end", "first_reported_at"),
    "best_supported": ("outlet_count DESC", "article_count DESC", "date_end DESC"),
    "latest_report": ("last_reported_at DESC", "date_end DESC"),
}
SORTS: tuple[str, ...] = tuple(_ORDER)


def list_events(
    connection: Connection,
    choice: Filter,
    *,
    limit: int = 50,
    offset: int = 0,
    sort: Sort = "newest",
) -> pd.DataFrame:
    """Return the events that a filter chooses, all columns but the lists; unknown dates last, ties by block and id.

    Events lie by blocks. So first the blocks of the rows that will be shown are found, from a few narrow columns, and
    then only what lies with these is read in full.
    """
    where, parameters = choice.where()
    order = ", ".join(f"{key} NULLS LAST" for key in _ORDER[sort])
    first, _, direction = _ORDER[sort][0].partition(" ")
    narrow = f"SELECT {first}, link_block FROM events WHERE {where} ORDER BY {order}, link_block LIMIT ?"  # noqa: S608
    shown = connection.sql(narrow, params=[*parameters, limit + offset]).to_arrow_table()
    blocks = shown["link_block"].unique().to_pylist() or [""]
    last = shown[first][-1].as_py() if shown.num_rows else None
    reaches = f"({first} {'>=' if direction else '<='} ? OR ? IS NULL)"
    question = f"""
        SELECT * EXCLUDE (history, report_ids, links, other_blocks) FROM events
        WHERE {where} AND link_block IN ({", ".join("?" * len(blocks))}) AND {reaches}
        ORDER BY {order}, link_block, event_id LIMIT ? OFFSET ?
    """  # noqa: S608 - own order; values are parameters
    return ask(connection, question, [*parameters, *blocks, last, last, limit, offset])


def count_events(connection: Connection, choice: Filter) -> int:
    """Return how many events a filter chooses."""
    where, parameters = choice.where()
    (count,) = ask_row(connection, f"SELECT count(*) FROM events WHERE {where}", parameters)  # noqa: S608 - parameters
    return int(count)


def read_event(connection: Connection, event_id: str) -> Event | None:
    """Return an event with its history; None when there is none of that id.

    An id that has fallen out of use leads to the event that now holds the report which it stands for: the event that
    comes back has another id then.
    """
    row = find_event(connection, event_id)
    return event_of(row) if row else None


def event_reports(connection: Connection, event_id: str) -> pd.DataFrame:
    """Return an event's reports with their articles' headline, outlet, outlet_country, published_at, url and kind.

    One row for each report, oldest publication first; `evidence` is a list of dicts field, start, end, text, aspect
    (no aspect in a store of schema 1). Where the article is a copy, `copy_of` is the article_id of the first and
    `copy_of_outlet` who published that; None elsewhere.
    """
    event = _one(connection, "SELECT link_block, other_blocks, report_ids FROM events WHERE event_id = ?", event_id)
    blocks, report_ids = ([event["link_block"], *event["other_blocks"]], event["report_ids"]) if event else ([""], [""])
    question = """
        WITH told AS (SELECT * FROM reports WHERE link_block IN (SELECT unnest(?)) AND report_id IN (SELECT unnest(?))),
        held AS (
            SELECT article_id, headline, outlet, outlet_country, published_at, url, kind FROM articles
            WHERE article_id IN (SELECT article_id FROM told)
        ),
        repeated AS (
            SELECT copies.article_id, copy_of, articles.outlet AS copy_of_outlet FROM copies
            JOIN articles ON copy_of = articles.article_id WHERE copies.article_id IN (SELECT article_id FROM told)
        )
        SELECT told.*, held.* EXCLUDE (article_id), copy_of, copy_of_outlet FROM told
        JOIN held USING (article_id) LEFT JOIN repeated USING (article_id)
        ORDER BY published_at NULLS LAST, report_id
    """
    return _with_spans(ask(connection, question, [blocks, report_ids]))


def read_article(connection: Connection, article_id: str) -> Article | None:
    """Return an article; None when there is none of that id."""
    row = _one(connection, "SELECT * FROM articles WHERE article_id = ?", article_id)
    return article_of(row) if row else None


def article_reports(connection: Connection, article_id: str) -> pd.DataFrame:
    """Return the reports of an article, each with its event_id, in the order of their first words."""
    question = """
        WITH told AS (SELECT * FROM reports WHERE article_id = ?),
        held AS (
            SELECT event_id, unnest(report_ids) AS report_id FROM events
            WHERE link_block IN (SELECT link_block FROM told)
            OR list_has_any(other_blocks, (SELECT list(link_block) FROM told))
        )
        SELECT told.*, event_id FROM told JOIN held USING (report_id)
        ORDER BY evidence[1].field, evidence[1].start, report_id
    """
    return _with_spans(ask(connection, question, [article_id]))


def article_rejections(connection: Connection, article_id: str) -> pd.DataFrame:
    """Return what in an article looked like an event and was not recorded, with the reason; in the text's order."""
    question = 'SELECT * FROM rejections WHERE article_id = ? ORDER BY field, start, "end", rejection_id'
    return ask(connection, question, [article_id])


def _one(connection: Connection, question: str, key: str) -> dict[str, Any] | None:
    found: list[dict[str, Any]] = connection.sql(question, params=[key]).to_arrow_table().to_pylist()
    return found[0] if found else None


def _with_spans(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(evidence=frame["evidence"].map(list))
