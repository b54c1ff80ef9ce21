"""The columns of the store's tables, their types and their order: the only place that lists them.

Dates are days, times are UTC with microseconds, money is in US dollars where the name says so. `link_block` is the
block that linking compares within (data/linking/blocks.py): a load touches whole blocks. An event is in the block of
its first report; `other_blocks` are those of the reports that a reviewer merged into it. `origin` is "articles" for
what was read in articles.

The schema has a version, kept in each row of `commits`. A program refuses a store of a newer one; one of an older one
it reads, and adds nothing to. A column that is added, renamed or changes its meaning makes the next version: 2 gives
each span of `evidence` its `aspect` (a span of version 1 is the event's); 3 adds copies: `fingerprints`, `copies`, and
`copy_count` in events; 4 adds `forwards`, and `kept_from` in commits; 5 adds `reviews`, what they did to events, and
`is_rejected` in the cube.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

SCHEMA_VERSION = 5
ORIGIN_ARTICLES = "articles"

_TEXT, _NUMBER, _COUNT, _FLAG, _DAY = pa.string(), pa.float64(), pa.int32(), pa.bool_(), pa.date32()
_TIME = pa.timestamp("us", tz="UTC")


def _list_of(inner: pa.DataType) -> pa.DataType:
    return pa.list_(pa.field("element", inner))


def _schema(required: Mapping[str, pa.DataType], optional: Mapping[str, pa.DataType]) -> pa.Schema:
    fields = [pa.field(name, kind, nullable=False) for name, kind in required.items()]
    return pa.schema(fields + [pa.field(name, kind) for name, kind in optional.items()])


_SPAN = pa.struct({"field": _TEXT, "start": pa.int64(), "end": pa.int64(), "text": _TEXT, "aspect": _TEXT})
_STEP = pa.struct({"status": _TEXT, "step_date": _DAY, "report_id": _TEXT})
_LINK = pa.struct({"report_id": _TEXT, "linked_to": _TEXT, "score": _NUMBER, "reasons": _list_of(_TEXT)})
_TABLE = pa.struct({"name": _TEXT, "delta_version": pa.int64(), "row_count": pa.int64()})

_ACT = {"event_type": _TEXT, "sector": _TEXT, "target": _TEXT, "status": _TEXT, "direction": _COUNT}
_DATES = {"date_start": _DAY, "date_end": _DAY}
_DATE_NOTES = {"date_precision": _TEXT, "date_basis": _TEXT}
_SIDES = {"influencer_actor": _TEXT, "target_actor": _TEXT}

ARTICLES = _schema(
    {"article_id": _TEXT, "given_id": _TEXT, "text": _TEXT, "headline": _TEXT, "outlet": _TEXT}
    | {"language": _TEXT, "kind": _TEXT, "reader": _TEXT, "loaded_at": _TIME},
    {"outlet_country": _TEXT, "author": _TEXT, "url": _TEXT, "published_at": _TIME},
)
REPORTS = _schema(
    {"report_id": _TEXT, "article_id": _TEXT, "link_block": _TEXT, **_ACT, **_DATE_NOTES, "is_background": _FLAG}
    | {"evidence": _list_of(_SPAN), "rule_id": _TEXT, "extractor_version": _TEXT, "confidence": _NUMBER},
    {"influencer": _TEXT, **_DATES, **_SIDES, "commodity": _TEXT, "amount": _NUMBER, "currency": _TEXT}
    | {"amount_usd": _NUMBER, "quantity": _NUMBER, "unit": _TEXT, "place": _TEXT, "attribution": _TEXT},
)
REJECTIONS = _schema(
    {"rejection_id": _TEXT, "article_id": _TEXT, "event_type": _TEXT, "field": _TEXT, "start": pa.int64()}
    | {"end": pa.int64(), "text": _TEXT, "reason": _TEXT, "rule_id": _TEXT, "extractor_version": _TEXT},
    {},
)
EVENTS = _schema(
    {"event_id": _TEXT, "link_block": _TEXT, "origin": _TEXT, **_ACT, **_DATE_NOTES, "history": _list_of(_STEP)}
    | {"report_ids": _list_of(_TEXT), "links": _list_of(_LINK), "article_count": _COUNT, "outlet_count": _COUNT}
    | {"copy_count": _COUNT, "other_blocks": _list_of(_TEXT), "is_rejected": _FLAG}
    | {"confidence": _NUMBER, "is_background": _FLAG, "summary": _TEXT},
    {"influencer": _TEXT, **_DATES, "first_reported_at": _TIME, "last_reported_at": _TIME, **_SIDES}
    | {"commodity": _TEXT, "amount_usd": _NUMBER, "quantity": _NUMBER, "unit": _TEXT, "place": _TEXT}
    | {"reviewed_by": _TEXT},
)
CUBE = _schema(
    {"link_block": _TEXT, "target": _TEXT, "event_type": _TEXT, "sector": _TEXT, "status": _TEXT, "origin": _TEXT}
    | {
        "is_background": _FLAG,
        "is_rejected": _FLAG,
        "date_precision": _TEXT,
        "event_count": pa.int64(),
        "reach_sum": pa.int64(),
    }
    | {"gain_count": pa.int64(), "loss_count": pa.int64(), "report_sum": pa.int64()},
    {"influencer": _TEXT, "month": _DAY, "month_until": _DAY},
)
FINGERPRINTS = _schema({"article_id": _TEXT, "bands": _list_of(pa.int64())}, {"day": _DAY})
COPIES = _schema({"article_id": _TEXT, "copy_of": _TEXT, "likeness": _NUMBER}, {})
FORWARDS = _schema({"event_id": _TEXT, "report_id": _TEXT, "since_version": pa.int64()}, {})
REVIEWS = _schema(
    {"review_id": _TEXT, "made_at": _TIME, "reviewer": _TEXT, "action": _TEXT, "report_ids": _list_of(_TEXT)}
    | {"link_blocks": _list_of(_TEXT), "apart_from": _list_of(_TEXT), "reason": _TEXT},
    {"field": _TEXT, "value": _TEXT, "undoes": _TEXT},
)
COMMITS = _schema(
    {"version": pa.int64(), "committed_at": _TIME, "schema_version": _COUNT, "linking_version": _TEXT}
    | {"extractor_versions": _list_of(_TEXT), "codebook_version": _TEXT, "note": _TEXT, "tables": _list_of(_TABLE)}
    | {"kept_from": pa.int64()},
    {},
)

TABLES: Mapping[str, pa.Schema] = {
    "articles": ARTICLES,
    "fingerprints": FINGERPRINTS,
    "copies": COPIES,
    "reports": REPORTS,
    "rejections": REJECTIONS,
    "events": EVENTS,
    "forwards": FORWARDS,
    "reviews": REVIEWS,
    "cube": CUBE,
}
MANIFEST = "commits"
KEYS = {
    "articles": "article_id",
    "fingerprints": "article_id",
    "copies": "article_id",
    "reports": "report_id",
    "rejections": "rejection_id",
    "events": "event_id",
    "forwards": "event_id",
    "reviews": "review_id",
}
"""The column of each table that names a row; no two rows share it."""
SORTED_BY = {
    "articles": "published_at",
    "fingerprints": "day",
    "copies": "copy_of",
    "reports": "link_block",
    "rejections": "article_id",
    "events": "link_block",
    "forwards": "event_id",
    "reviews": "made_at",
}
STATISTICS = {
    "articles": "article_id,published_at",
    "fingerprints": "article_id,day",
    "copies": "article_id,copy_of",
    "reports": "report_id,article_id,link_block,date_start",
    "rejections": "rejection_id,article_id",
    "events": "event_id,link_block,influencer,target,date_start,date_end",
    "forwards": "event_id",
    "reviews": "review_id,made_at",
    "cube": "link_block,influencer,target,month",
    "commits": "version",
}
"""The columns of which the log keeps the least and greatest values, by which files are passed over."""
