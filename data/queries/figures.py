"""The headline figures, the options of the choice, and the bounds of the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.queries.answering import Connection, ask, ask_row, counted
from data.queries.filters import DOMESTIC, Filter

COUNTED_THROUGH = 100_000
_FACETS = {
    "influencer": "influencers",
    "target": "targets",
    "sector": "sectors",
    "event_type": "event_types",
    "status": "statuses",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What a filter chooses, in figures. `data_through` is the day of the newest article of the whole store.

    `article_count` and `outlet_count` are None where more than `COUNTED_THROUGH` events are chosen: no sum of parts
    gives them, and to count them anew takes seconds.
    """

    event_count: int
    report_count: int
    article_count: int | None
    outlet_count: int | None
    target_count: int
    influencer_count: int
    gains: int
    losses: int
    unknown_date_count: int
    year_only_count: int
    data_through: date | None

    @property
    def support(self) -> tuple[tuple[int, str], ...]:
        """What the events rest on, each count with its noun: articles and outlets, or else reports."""
        if self.article_count is None or self.outlet_count is None:
            return ((self.report_count, "report"),)
        return (self.article_count, "article"), (self.outlet_count, "outlet")


def headline_figures(connection: Connection, choice: Filter) -> Headline:
    """Return the headline figures of what a filter chooses."""
    source, parameters = counted(choice, ("target", "influencer", "date_precision"))
    counts = ask_row(
        connection,
        f"""
        SELECT coalesce(sum(event_count), 0), coalesce(sum(report_sum), 0), count(DISTINCT target),
               count(DISTINCT influencer), coalesce(sum(gain_count), 0), coalesce(sum(loss_count), 0),
               coalesce(sum(event_count) FILTER (date_precision = 'unknown'), 0),
               coalesce(sum(event_count) FILTER (date_precision = 'year'), 0)
        FROM {source}
        """,  # noqa: S608 - own words; values are parameters
        parameters,
    )
    events, reports, targets, influencers, gains, losses, undated, year_only = map(int, counts)
    articles, outlets = _coverage(connection, choice) if events <= COUNTED_THROUGH else (None, None)
    (newest,) = ask_row(connection, "SELECT CAST(max(published_at) AS DATE) FROM articles")
    return Headline(
        event_count=events,
        report_count=reports,
        article_count=articles,
        outlet_count=outlets,
        target_count=targets,
        influencer_count=influencers,
        gains=gains,
        losses=losses,
        unknown_date_count=undated,
        year_only_count=year_only,
        data_through=newest,
    )


def facets(connection: Connection, choice: Filter = Filter()) -> pd.DataFrame:  # noqa: B008 - frozen
    """Return field, value, event_count: the values to choose from, each field's under the filter's other fields.

    Fields stand in the order influencer, target, sector, event_type, status; in a field the most frequent first. A
    value that is chosen stays an option, and so do its neighbours. `domestic` stands for no influencer.
    """
    frames = [_facet(connection, choice.without(name), field) for field, name in _FACETS.items()]
    return pd.concat(frames, ignore_index=True)


def period_bounds(connection: Connection) -> tuple[date, date] | None:
    """Return the first and the last known day of any event; None when there is none."""
    first, last = ask_row(connection, "SELECT min(date_start), max(date_end) FROM events")
    return (first, last) if first else None


def _facet(connection: Connection, choice: Filter, field: str) -> pd.DataFrame:
    source, parameters = counted(choice, (field,))
    value = f"coalesce({field}, '{DOMESTIC}')"
    question = f"""
        SELECT '{field}' AS field, {value} AS value, CAST(sum(event_count) AS BIGINT) AS event_count
        FROM {source} GROUP BY ALL ORDER BY event_count DESC, value
    """  # noqa: S608 - own words; values are parameters
    return ask(connection, question, parameters)


def _coverage(connection: Connection, choice: Filter) -> tuple[int, int]:
    """Return the articles and outlets that tell of what a filter chooses.

    Reports lie by blocks, so those of other blocks are passed over.
    """
    where, parameters = choice.where()
    in_blocks = f"SELECT DISTINCT unnest(list_prepend(link_block, other_blocks)) FROM events WHERE {where}"  # noqa: S608
    blocks = [block for (block,) in connection.sql(in_blocks, params=parameters).fetchall()]
    question = f"""
        SELECT count(*), count(DISTINCT nullif(outlet, '')) FROM articles WHERE article_id IN (
            SELECT article_id FROM reports WHERE link_block IN (SELECT unnest(?))
            AND report_id IN (SELECT unnest(report_ids) FROM events WHERE {where})
        )
    """  # noqa: S608 - parameters
    articles, outlets = ask_row(connection, question, [blocks, *parameters])
    return int(articles), int(outlets)
