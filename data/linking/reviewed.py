"""What reviewers decided, on top of what linking found: the same for any order of loads.

First linking groups the reports as if there were no reviews; then the reviews that stand are applied one by one, in
the order in which they were made:

- a merge makes one group of all groups that hold one of its reports;
- a split takes its reports out of a group that holds one of those they are to be apart from; they form a group of
  their own. A report that neither names, as it came later, goes with the one that it is most like;
- accept, reject and corrections speak for the event that holds their report, whatever else that event has come to
  hold. The later word counts.

The groups of linking depend on reports alone and reviews have an order of their own, so the result does not depend on
when which report was loaded; and a review that is undone leaves nothing behind. A review goes by reports, as an event
may get an earlier first report, and another id. Decision 8 tells what was weighed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import count

from data.linking.clusters import BY_REVIEW, Cluster, Link
from data.linking.corrections import corrected
from data.linking.merging import LinkedEvent
from data.linking.wording import summary
from data.model import Action, Event, EventReport, Review


def in_order(reviews: Iterable[Review]) -> list[Review]:
    """Return reviews in the order in which they were made."""
    return sorted(reviews, key=lambda review: (review.made_at, review.review_id))


def undone_by(reviews: Iterable[Review]) -> dict[str, Review]:
    """Return the reviews that are undone, by id, each with the undo that holds; an undo may itself be undone."""
    undone: dict[str, Review] = {}
    for review in reversed(in_order(reviews)):
        if review.undoes and review.review_id not in undone:
            undone[review.undoes] = review
    return undone


def standing(reviews: Iterable[Review]) -> list[Review]:
    """Return the reviews that are not undone, in the order in which they were made; undos are not among them."""
    made = in_order(reviews)
    undone = undone_by(made)
    return [review for review in made if review.review_id not in undone and not review.undoes]


def coupled(blocks: Collection[str], reviews: Iterable[Review]) -> set[str]:
    """Return blocks with those that a merge joins to them, directly or through others; `reviews` are those that stand.

    What is linked in one of these depends on the reports of all of them, and on no other.
    """
    joined = [set(review.link_blocks) for review in reviews if review.action is Action.MERGE]
    found = set(blocks)
    while more := [one for one in joined if not found.isdisjoint(one) and not one <= found]:
        found.update(*more)
    return found


def regroup(clusters: Iterable[Cluster], reviews: Iterable[Review]) -> list[Cluster]:
    """Return the groups as merges and splits leave them."""
    groups = dict(enumerate(clusters))
    fresh = count(len(groups))
    held_in = {report.report_id: number for number, held in groups.items() for report in held.reports}
    for review in reviews:
        numbers = list(dict.fromkeys(held_in[one] for one in review.report_ids if one in held_in))
        if review.action is Action.MERGE and len(numbers) > 1:
            groups[numbers[0]] = _joined([groups.pop(number) for number in numbers])
            held_in.update({report.report_id: numbers[0] for report in groups[numbers[0]].reports})
        elif review.action is Action.SPLIT:
            for number in numbers:
                leaving, staying = _parted(groups[number], review)
                if leaving.reports:
                    own = next(fresh)
                    groups[number], groups[own] = staying, leaving
                    held_in.update({report.report_id: own for report in leaving.reports})
    return list(groups.values())


def judge(events: Iterable[LinkedEvent], reviews: Sequence[Review]) -> list[LinkedEvent]:
    """Return events as accepted, rejected and corrected by the reviews about their reports."""
    about: dict[str, list[int]] = defaultdict(list)
    for number, review in enumerate(reviews):
        for report_id in (*review.report_ids, *review.apart_from):
            about[report_id].append(number)
    return [_judged(linked, about, reviews) if about else linked for linked in events]


def _judged(linked: LinkedEvent, about: dict[str, list[int]], reviews: Sequence[Review]) -> LinkedEvent:
    numbers = sorted({number for report_id in linked.event.report_ids for number in about.get(report_id, ())})
    event = linked.event
    for number in numbers:
        event = _after(event, reviews[number])
    return replace(linked, event=event) if numbers else linked


def _after(event: Event, review: Review) -> Event:
    """Return an event after one more review of it."""
    if review.action is Action.NOTE:
        return event
    event = replace(event, reviewed_by=review.reviewer)
    if review.action in (Action.ACCEPT, Action.REJECT):
        return replace(event, is_rejected=review.action is Action.REJECT)
    if review.action is Action.CORRECT and review.field is not None:
        event = replace(event, **corrected(review.field, review.value or ""))
        said = summary(event, status=event.status, commodity=event.commodity, actor=event.influencer_actor)
        return replace(event, summary=said)
    return event


def _joined(parts: Sequence[Cluster]) -> Cluster:
    """Return several groups as one."""
    reports = [report for part in parts for report in part.reports]
    return _rooted(parts[0].number, reports, [link for part in parts for link in part.links])


def _parted(held: Cluster, review: Review) -> tuple[Cluster, Cluster]:
    """Return the reports of a group that a split takes out of it, and those that stay; the first may be none."""
    leaving, staying = set(review.report_ids), set(review.apart_from)
    towards = {link.report_id: link.linked_to for link in held.links}

    def leaves(report: EventReport) -> bool:
        one = report.report_id
        while one not in leaving and one not in staying and one in towards:
            one = towards[one]
        return one in leaving

    out = [report for report in held.reports if leaves(report)]
    kept = [report for report in held.reports if not leaves(report)]
    if not any(report.report_id in staying for report in kept):
        return _rooted(held.number, [], ()), held
    return _rooted(held.number, out, held.links), _rooted(held.number, kept, held.links)


def _rooted(number: int, reports: Sequence[EventReport], links: Iterable[Link]) -> Cluster:
    """Return a group in which each report but one is linked, by what linking found where that still holds."""
    ids = {report.report_id for report in reports}
    found = {link.report_id: link for link in links if link.report_id in ids and link.linked_to in ids}
    root = next((report.report_id for report in reports if report.report_id not in found), None)
    kept = [
        found.get(report.report_id) or Link(report.report_id, root, 0.0, (BY_REVIEW,))
        for report in reports
        if root is not None and report.report_id != root
    ]
    return Cluster(number, list(reports), kept)
