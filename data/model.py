"""The records that pass between the stages: articles in, reports and rejections out, events in the end.

Field names and their meaning are the codebook's (docs/codebook.md, sections 1 and 3). Records are frozen: a
stage makes a new record, it never edits the one that it was given. Times are UTC; offsets are half-open
character offsets into `Article.headline` or `Article.text`, the cleaned text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

CODEBOOK_VERSION = "1"  # of docs/codebook.md; kept with every commit of the store


class Status(StrEnum):
    """How far an event has got, in the codebook's order (section 3)."""

    ALLEGED = "alleged"
    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    AGREED = "agreed"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    FAILED = "failed"


class DatePrecision(StrEnum):
    """How closely a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class DateBasis(StrEnum):
    """What a date rests on."""

    STATED = "stated"
    RELATIVE = "relative"
    PUBLICATION = "publication"
    UNKNOWN = "unknown"
    REVIEW = "review"  # of an event whose date a reviewer corrected; never of a report


class Field(StrEnum):
    """The part of an article that a span points into."""

    HEADLINE = "headline"
    TEXT = "text"


class Aspect(StrEnum):
    """What words are the evidence of: the event as it is told, or one field of its record."""

    EVENT = "event"
    INFLUENCER = "influencer"
    INFLUENCER_ACTOR = "influencer_actor"
    TARGET = "target"
    TARGET_ACTOR = "target_actor"
    STATUS = "status"
    DATE = "date"
    COMMODITY = "commodity"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    PLACE = "place"
    ATTRIBUTION = "attribution"


class Kind(StrEnum):
    """What an article is: a published report, or a digest of one in other words."""

    ARTICLE = "article"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Span:
    """Exact words of an article, `getattr(article, field)[start:end] == text`, and what they are the evidence of."""

    field: Field
    start: int
    end: int
    text: str
    aspect: Aspect = Aspect.EVENT


@dataclass(frozen=True, slots=True)
class DateRange:
    """When something happened: an inclusive interval with its precision and what it rests on."""

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    basis: DateBasis = DateBasis.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published text, cleaned of page furniture.

    `given_id` is the id that the source gave, or the path it was read from; `published_at` is UTC, midnight
    where only the day is known, None where the source has no date.
    """

    article_id: str
    given_id: str
    text: str
    headline: str = ""
    outlet: str = ""
    outlet_country: str | None = None
    author: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    language: str = "en"
    kind: Kind = Kind.ARTICLE
    reader: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReport:
    """One event as one article tells it (codebook, section 1).

    `evidence` begins with the words that tell the event, in every place where the article does; behind them stand the
    words of each field that has its own. A field without words of its own rests on the first ones.
    """

    report_id: str
    article_id: str
    event_type: str
    sector: str
    influencer: str | None
    target: str
    status: Status
    direction: int
    dates: DateRange
    evidence: tuple[Span, ...]
    rule_id: str
    extractor_version: str
    confidence: float
    is_background: bool = False
    influencer_actor: str | None = None
    target_actor: str | None = None
    commodity: str | None = None
    amount: float | None = None
    currency: str | None = None
    amount_usd: float | None = None
    quantity: float | None = None
    unit: str | None = None
    place: str | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Words that looked like an event and made no record, and why not."""

    rejection_id: str
    article_id: str
    event_type: str
    span: Span
    reason: str
    rule_id: str
    extractor_version: str


@dataclass(frozen=True, slots=True)
class StatusStep:
    """One step in an event's history: a status, the day it was reported for, and the report that says so."""

    status: Status
    step_date: date | None
    report_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One real-world event: all its reports merged.

    `status` and `dates` are those of the latest step. `article_count` counts all articles, `copy_count` those of them
    that are copies of another; `outlet_count` counts independent outlets (corroboration), where a copy counts as the
    outlet of its first. `is_rejected`: a reviewer found that it is no event, and it is not counted; `reviewed_by` is
    who decided something about it last.
    """

    event_id: str
    event_type: str
    sector: str
    influencer: str | None
    target: str
    status: Status
    direction: int
    dates: DateRange
    history: tuple[StatusStep, ...]
    report_ids: tuple[str, ...]
    article_count: int
    outlet_count: int
    copy_count: int = 0
    confidence: float
    is_background: bool
    first_reported_at: datetime | None = None
    last_reported_at: datetime | None = None
    influencer_actor: str | None = None
    target_actor: str | None = None
    commodity: str | None = None
    amount_usd: float | None = None
    quantity: float | None = None
    unit: str | None = None
    place: str | None = None
    summary: str = ""
    is_rejected: bool = False
    reviewed_by: str | None = None


class Action(StrEnum):
    """What a reviewer does with an event, or with an earlier review."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    NOTE = "note"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a reviewer decided; it is applied on top of what linking finds, whatever is loaded later.

    An event stands in it as the report that it was named after: `report_ids` holds that one, or for a merge that of
    each event. For a split it holds the reports that leave, and `apart_from` those that they leave. An undo has those
    of the review that it `undoes`. `link_blocks` are the blocks of all these reports. `made_at` is UTC; it gives the
    order of reviews. `field` and `value` are those of a correction (data/linking/corrections.py).
    """

    review_id: str
    made_at: datetime
    reviewer: str
    action: Action
    report_ids: tuple[str, ...]
    link_blocks: tuple[str, ...]
    apart_from: tuple[str, ...] = ()
    field: str | None = None
    value: str | None = None
    reason: str = ""
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article gave: its reports, and its rejections with reasons."""

    article: Article
    reports: tuple[EventReport, ...] = field(default=())
    rejections: tuple[Rejection, ...] = field(default=())


def content_id(*parts: object) -> str:
    """Return a sha-256 hex digest of the given parts, in order; None counts as empty."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()
