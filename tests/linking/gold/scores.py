"""How near the events of linking come to those of the gold set: B-cubed, and the share of false merges."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations

from data.linking import link
from data.model import EventReport
from tests.linking.gold.sets import Gold


@dataclass(frozen=True)
class Scores:
    """B-cubed (Bagga and Baldwin 1998) over reports; `false_merge_share`: of all pairs that are linked."""

    report_count: int
    linked_pair_count: int
    precision: float
    recall: float
    false_merge_share: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def linked_events(gold: Gold) -> dict[str, str]:
    """Return the event that linking puts each report in."""
    return {report_id: event.event_id for event in link(gold.reports, gold.articles) for report_id in event.report_ids}


def retold(gold: Gold) -> frozenset[str]:
    """Return the ids of the reports whose event is told by another report too: the hard ones."""
    times = Counter(event for event in gold.events.values() if event is not None)
    return frozenset(report_id for report_id, event in gold.events.items() if event and times[event] > 1)


def scores(gold: Gold, found: Mapping[str, str], *, counts: Callable[[EventReport], bool]) -> Scores:
    """Return the scores over the reports that count; those that could not be decided never do."""
    ids = [report.report_id for report in gold.reports if counts(report) and gold.events[report.report_id] is not None]
    by_found, by_gold = _groups(ids, found), _groups(ids, gold.events)
    shared = {each: len(by_found[found[each]] & by_gold[gold.events[each]]) for each in ids}
    pairs = [pair for group in by_found.values() for pair in combinations(sorted(group), 2)]
    false = [pair for pair in pairs if gold.events[pair[0]] != gold.events[pair[1]]]
    return Scores(
        report_count=len(ids),
        linked_pair_count=len(pairs),
        precision=sum(shared[each] / len(by_found[found[each]]) for each in ids) / len(ids),
        recall=sum(shared[each] / len(by_gold[gold.events[each]]) for each in ids) / len(ids),
        false_merge_share=len(false) / max(len(pairs), 1),
    )


def _groups(ids: list[str], event_of: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for each in ids:
        groups[event_of[each]].add(each)
    return groups
