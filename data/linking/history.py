"""How far an event has got: its steps, from the reports that tell of them.

A step is a status that an event had not reached before. An article that tells an early stage late adds support and no
step back: the plan is not news once the thing is signed. What ends an event, suspends it or takes it up again is a step
whenever it comes. A claim (`alleged`) counts only until someone asserts something.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from data.linking.clusters import Publication, published
from data.linking.likeness import STAGE_RANK
from data.model import DatePrecision, EventReport, Status, StatusStep

_CARRIES_ON = frozenset({Status.UNDER_WAY, Status.COMPLETED})


def history(reports: Sequence[EventReport], publications: Mapping[str, Publication]) -> tuple[StatusStep, ...]:
    """Return the steps of one event in the order in which it took them; there is at least one."""
    steps: list[StatusStep] = []
    for report in sorted(reports, key=lambda report: _order(report, publications)):
        if not steps or _is_step(steps[-1].status, report.status):
            if steps and steps[-1].status is Status.ALLEGED:
                steps.clear()
            steps.append(StatusStep(report.status, report.dates.start, report.report_id))
    return tuple(steps)


def _is_step(now: Status, then: Status) -> bool:
    if now is Status.SUSPENDED and then in _CARRIES_ON:
        return True
    return STAGE_RANK[then] > STAGE_RANK[now]


def _order(report: EventReport, publications: Mapping[str, Publication]) -> tuple[date, int, datetime, str]:
    """Order by the day a report speaks for, then by how far along it is."""
    return as_of(report, publications), STAGE_RANK[report.status], published(report, publications), report.report_id


def as_of(report: EventReport, publications: Mapping[str, Publication]) -> date:
    """Return the day for which a report tells its status: a vague date's end, but never past publication."""
    at = published(report, publications)
    if report.dates.precision is DatePrecision.UNKNOWN or report.dates.start is None:
        return at.date()
    if report.dates.precision is DatePrecision.DAY:
        return report.dates.start
    return max(report.dates.start, min(report.dates.end or report.dates.start, at.date()))
