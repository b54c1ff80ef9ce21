"""Records to rows of the tables, and back. A row has the columns of data/store/schema.py; nothing is lost on the way.

Text that UTF-8 cannot hold (half a surrogate pair, from a broken source) becomes U+FFFD, one character for one, so
that offsets stay true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from data.linking import Link, LinkedEvent
from data.linking.copies import Copy
from data.linking.fingerprints import Fingerprint
from data.model import (
    Action,
    Article,
    Aspect,
    DateBasis,
    DatePrecision,
    DateRange,
    Event,
    EventReport,
    Field,
    Kind,
    Rejection,
    Review,
    Span,
    Status,
    StatusStep,
)
from data.store.schema import ORIGIN_ARTICLES

Row = Mapping[str, Any]

_HALF_PAIR = re.compile("[\ud800-\udfff]")


def as_table(rows: Iterable[Row], schema: pa.Schema, *, sort_by: str | None = None) -> pa.Table:
    """Return rows as an Arrow table of the given schema, sorted when asked for."""
    listed = list(rows)
    try:
        table = pa.Table.from_pylist(listed, schema=schema)
    except UnicodeEncodeError:
        table = pa.Table.from_pylist([_storable(row) for row in listed], schema=schema)
    return table.sort_by(sort_by) if sort_by else table


def article_row(article: Article, loaded_at: datetime) -> Row:
    """Return the row of `articles`."""
    return {**_fields(article), "loaded_at": loaded_at}


def report_row(report: EventReport, link_block: str) -> Row:
    """Return the row of `reports`."""
    return {
        **_fields(report),
        **_flat_dates(report.dates),
        "evidence": [_fields(span) for span in report.evidence],
        "link_block": link_block,
    }


def rejection_row(rejection: Rejection) -> Row:
    """Return the row of `rejections`."""
    return {**_fields(rejection), **_fields(rejection.span)}


def plain_row(record: Fingerprint | Copy | Review) -> Row:
    """Return the row of `fingerprints`, `copies` or `reviews`: the record's fields as they are."""
    return _fields(record)


def event_row(linked: LinkedEvent) -> Row:
    """Return the row of `events`."""
    event = linked.event
    return {
        **_fields(event),
        **_flat_dates(event.dates),
        "history": [_fields(step) for step in event.history],
        "link_block": linked.link_block,
        "other_blocks": linked.other_blocks,
        "links": [_fields(link) for link in linked.links],
        "origin": ORIGIN_ARTICLES,
    }


def article_of(row: Row) -> Article:
    """Return the article that a row of `articles` holds."""
    fields = {name: row[name] for name in Article.__dataclass_fields__}
    return Article(**{**fields, "kind": Kind(row["kind"]), "published_at": in_utc(row["published_at"])})


def report_of(row: Row) -> EventReport:
    """Return the report that a row of `reports` holds."""
    fields = {name: row[name] for name in EventReport.__dataclass_fields__ if name != "dates"}
    evidence = tuple(map(_span_of, row["evidence"]))
    return EventReport(**{**fields, "status": Status(row["status"]), "dates": dates_of(row), "evidence": evidence})


def _span_of(span: Row) -> Span:
    aspect = Aspect(span.get("aspect", Aspect.EVENT))  # a store of version 1 has none
    return Span(Field(span["field"]), span["start"], span["end"], span["text"], aspect)


def event_of(row: Row) -> Event:
    """Return the event that a row of `events` holds."""
    fields = {name: row[name] for name in Event.__dataclass_fields__ if name != "dates"}
    steps = (StatusStep(Status(step["status"]), step["step_date"], step["report_id"]) for step in row["history"])
    return Event(
        **{
            **fields,
            "status": Status(row["status"]),
            "dates": dates_of(row),
            "history": tuple(steps),
            "report_ids": tuple(row["report_ids"]),
            "first_reported_at": in_utc(row["first_reported_at"]),
            "last_reported_at": in_utc(row["last_reported_at"]),
        }
    )


def review_of(row: Row) -> Review:
    """Return the review that a row of `reviews` holds."""
    lists = {name: tuple(row[name]) for name in ("report_ids", "link_blocks", "apart_from")}
    made_at = in_utc(row["made_at"]) or row["made_at"]
    return Review(**{**row, **lists, "action": Action(row["action"]), "made_at": made_at})


def dates_of(row: Row) -> DateRange:
    """Return the dates that the flat columns of a report or an event hold."""
    precision, basis = DatePrecision(row["date_precision"]), DateBasis(row["date_basis"])
    return DateRange(row["date_start"], row["date_end"], precision, basis)


def in_utc(moment: datetime | None) -> datetime | None:
    """Return a stored time with UTC as its zone, whatever zone object the reader of the table gave it."""
    return moment.astimezone(UTC) if moment else None


def _fields(
    record: Article | EventReport | Rejection | Event | Span | StatusStep | Link | Fingerprint | Copy | Review,
) -> dict[str, Any]:
    """Return a record's fields as they are: `asdict` would copy every value, at ten times the cost."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _flat_dates(dates: DateRange) -> Row:
    return {
        "date_start": dates.start or dates.end,  # an interval with one end is that day: none is open in the store
        "date_end": dates.end or dates.start,
        "date_precision": dates.precision,
        "date_basis": dates.basis,
    }


def _storable(value: Any) -> Any:  # noqa: ANN401 - any value of a row, nested or not
    if isinstance(value, str):
        return _HALF_PAIR.sub("\ufffd", value) if not value.isascii() else str(value)
    if isinstance(value, dict):
        return {key: _storable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(inner) for inner in value]
    return value
