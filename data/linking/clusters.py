"""Group the reports of one block into events, whatever the order they come in.

Reports are taken in an order that depends on nothing but themselves: closely dated ones first, then by date, then by
publication. Each joins the group that holds the report most like it, if it is like enough and nothing in that group
speaks against it (one veto is enough), or begins a group. Where two groups are equally near, none is taken: a vague
report ("a 2022 coup", of two) is better alone than in the wrong event.

The cost is near linear in a block for events that are dated: a report is compared only with groups that share a date
or a specific with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol

from data.linking.candidates import Candidates
from data.linking.likeness import LINK_AT, WEIGHTS, Likeness, Reason, compare
from data.model import DatePrecision, EventReport

BY_REVIEW = "by_review"
_COMPARED_REPORTS = 50  # of a group, the latest: more add nothing but time
_PRECISIONS = list(DatePrecision)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Publication(Protocol):
    """What linking needs to know of an article: where and when it was published."""

    @property
    def article_id(self) -> str:
        """The article's id."""

    @property
    def outlet(self) -> str:
        """Who published it, for a copy the outlet of its first; empty when unknown."""

    @property
    def published_at(self) -> datetime | None:
        """When, in UTC; None when unknown."""


@dataclass(frozen=True, slots=True)
class Link:
    """Why a report is in its event: the report it is most like, the score and the reasons.

    Where a reviewer brought it there, the score is 0 and the one reason is `BY_REVIEW`.
    """

    report_id: str
    linked_to: str
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Cluster:
    """The reports of one event, in the order they were taken, and the links that joined them."""

    number: int  # among the groups of its block
    reports: list[EventReport]
    links: list[Link] = field(default_factory=list)


def cluster(reports: Iterable[EventReport], publications: Mapping[str, Publication]) -> list[Cluster]:
    """Return the groups of one block's reports; the same groups for any order of the reports."""
    clusters: list[Cluster] = []
    candidates: Candidates[Cluster] = Candidates()
    for report in sorted(reports, key=lambda report: _order(report, publications)):
        found = _best(report, candidates.find(report))
        if found is None:
            held = Cluster(number=len(clusters), reports=[report])
            clusters.append(held)
        else:
            held, link = found
            held.reports.append(report)
            held.links.append(link)
        candidates.keep(held.number, held, report)
    return clusters


def published(report: EventReport, publications: Mapping[str, Publication]) -> datetime:
    """Return when a report was published; the end of time when that is unknown."""
    return publications[report.article_id].published_at or _NEVER


def _order(report: EventReport, publications: Mapping[str, Publication]) -> tuple[int, date, datetime, str]:
    precision = _PRECISIONS.index(report.dates.precision)
    return precision, report.dates.start or date.max, published(report, publications), report.report_id


def _best(report: EventReport, clusters: Sequence[Cluster]) -> tuple[Cluster, Link] | None:
    """Return the one group that a report belongs to, with the link; None where there is none, or two as near."""
    scored = [(found, held) for held in clusters if (found := _likeness(report, held)) is not None]
    if not scored:
        return None
    top = max(likeness.score for (_, likeness), _ in scored)
    nearest = [(other, likeness, held) for (other, likeness), held in scored if likeness.score == top]
    if len(nearest) > 1:
        return None
    other, likeness, held = nearest[0]
    return held, Link(report.report_id, other.report_id, likeness.score, likeness.reasons)


def _likeness(report: EventReport, held: Cluster) -> tuple[EventReport, Likeness] | None:
    """Return the report of a group that is most like the given one, or None when the group does not take it."""
    best: tuple[EventReport, Likeness] | None = None
    for other in held.reports[-_COMPARED_REPORTS:]:
        likeness = compare(report, other)
        if likeness.is_vetoed and _is_final(likeness, report, other):
            return None
        if not likeness.is_vetoed and (best is None or likeness.score > best[1].score):
            best = other, likeness
    return best if best and best[1].score >= LINK_AT else None


def _is_final(likeness: Likeness, report: EventReport, other: EventReport) -> bool:
    """One veto keeps a report out, but for dates: a late article on an early stage fits that stage, not the others."""
    is_dated_apart = {reason for reason in likeness.reasons if reason not in WEIGHTS} == {Reason.VETO_DATE}
    return not is_dated_apart or report.status is other.status
