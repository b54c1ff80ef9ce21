"""Same article twice? Which articles tell one report in its own words, and which of them was the first.

Two texts are compared word by word in their order (the longest common subsequence; fingerprints.py says what a word
is). Words count as shared in runs of at least four: shorter runs any two English texts have in common. The one of
fewer words is measured against the other, so that a copy which was cut, or framed by an outlet, is a copy still. The
law, for the shorter text:

- at least 50 of its words are shared, and they are at least 60 % of it;
- at most 30 words of its beginning and 40 of its end are left out of account: dateline, byline, the page's own matter.
  Of the beginning only when the other text begins with the shared words, give or take 15 of its own: where both begin
  in their own way there are two stories with one footer;
- of what remains at least 87 % is shared, 90 % within one outlet: an outlet repeats its forms with new names in them
  (agreements, notices, tables), and another outlet seldom does;
- numbers that stand against other numbers at one place are at most one and a tenth of all: a correction changes a
  number, a table of prices or cases changes them all. Forms with other numbers in them come by the thousand and take
  time to compare, so what lacks more than half of its numbers in the other text, and more than six, is not compared;
- it is at least a quarter as long as the other: a line taken up in a long review of the day makes no copy of it;
- their days of publication are at most 31 apart, where both are known. News is copied while it is news, by monthlies
  too; what comes back in the same words a year later is a form (a sanction renewed, a feast day greeted) or a reprint.
  A reprint that late is not found. The bound also keeps the cost of a load from growing with the years behind it. An
  article without a date may be a copy of any, and so connect what its days would keep apart.

Copies of copies are copies: a group is what confirmed pairs connect. Its first is the earliest published, of those the
one with the least id. All of that depends on the pairs alone, so groups are the same in whatever order articles came.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from rapidfuzz.distance import Indel

from data.linking.fingerprints import FEWEST_WORDS, words_of

MOST_DAYS_APART = 31
_RUN_WORDS = 4
_LEAST_SHARED = 0.6  # of all words of the shorter text
_LEAST_OF_BODY = {False: 0.87, True: 0.9}  # of what is not edge; stricter within one outlet
_HEAD_WORDS, _TAIL_WORDS = 30, 40
_OWN_BEGINNING_WORDS = 15
_FOREIGN_NUMBERS, _FOREIGN_SHARE = 6, 0.5
_CHANGED_NUMBERS, _CHANGED_SHARE = 1, 0.1
_LEAST_LENGTH = 0.25  # of the longer text
_NEVER = datetime.max.replace(tzinfo=UTC)
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Wording:
    """An article as its copies are told by: its words, and where and when (UTC, None when unknown) they stood."""

    article_id: str
    outlet: str
    published_at: datetime | None
    words: tuple[str, ...]
    numbers: Counter[str]  # the words with a digit in them

    @staticmethod
    def of(article_id: str, outlet: str, published_at: datetime | None, text: str) -> Wording:
        """Return the wording of a text."""
        words = words_of(text)
        numbers = Counter(word for word in words if _NUMBER.search(word))
        return Wording(article_id, outlet.strip().casefold(), published_at, words, numbers)


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that repeats another: the first of its group, and the share of the shorter one's words they share."""

    article_id: str
    copy_of: str
    likeness: float


@dataclass(frozen=True, slots=True)
class _Shared:
    """What two texts share. Counts are words of the shorter text, but for the other text's own beginning."""

    words: int
    head: int  # before the first shared run
    tail: int  # after the last one
    other_head: int
    changed_numbers: int


def is_copy(one: Wording, other: Wording) -> bool:
    """Tell whether two articles tell one report in its own words, by the law above; the same either way round."""
    shorter, longer = _by_length(one, other)
    length = len(shorter.words)
    if length < max(FEWEST_WORDS, _LEAST_LENGTH * len(longer.words)) or not _is_near(one, other):
        return False
    number_count = shorter.numbers.total()
    if (shorter.numbers - longer.numbers).total() > max(_FOREIGN_NUMBERS, _FOREIGN_SHARE * number_count):
        return False
    shared = _shared(shorter, longer)
    if shared.words < max(FEWEST_WORDS, _LEAST_SHARED * length):
        return False
    is_framed = min(shared.head, shared.other_head) <= _OWN_BEGINNING_WORDS
    edges = (min(shared.head, _HEAD_WORDS) if is_framed else 0) + min(shared.tail, _TAIL_WORDS)
    return (
        shared.words >= _LEAST_OF_BODY[one.outlet == other.outlet] * (length - edges)
        and shared.changed_numbers <= _CHANGED_NUMBERS + _CHANGED_SHARE * number_count
    )


def likeness(one: Wording, other: Wording) -> float:
    """Return the share of the shorter text's words that the two have in common, in runs and in order; 0 to 1."""
    shorter, longer = _by_length(one, other)
    return round(_shared(shorter, longer).words / max(1, len(shorter.words)), 4)


def order_of(published_at: datetime | None, article_id: str) -> tuple[datetime, str]:
    """Return what the first of a group is least in; an article without a date is never before one with."""
    return published_at or _NEVER, article_id


class Groups:
    """Articles put together by twos; each knows one member that stands for its group."""

    def __init__(self) -> None:
        self._next: dict[str, str] = {}

    def join(self, one: str, other: str) -> None:
        """Put the groups of two articles together."""
        self._next[self.group_of(one)] = self.group_of(other)

    def group_of(self, article_id: str) -> str:
        """Return the member that stands for an article's group: itself when it is alone."""
        while (following := self._next.get(article_id, article_id)) != article_id:
            beyond = self._next.get(following, following)
            self._next[article_id] = beyond  # half the way for who asks next
            article_id = beyond
        return article_id

    def members(self, article_ids: Iterable[str]) -> list[list[str]]:
        """Return the given articles by their groups."""
        by_group: dict[str, list[str]] = {}
        for article_id in article_ids:
            by_group.setdefault(self.group_of(article_id), []).append(article_id)
        return list(by_group.values())


def join_copies(pairs: Iterable[tuple[str, str]], groups: Groups, wordings: Mapping[str, Wording]) -> None:
    """Put together what is confirmed of some candidate pairs; two that are in one group already are not compared."""
    for one, other in pairs:
        if groups.group_of(one) != groups.group_of(other) and is_copy(wordings[one], wordings[other]):
            groups.join(one, other)


def _by_length(one: Wording, other: Wording) -> tuple[Wording, Wording]:
    """Return the shorter of two and the longer; of two as long, always the same one first."""
    first, second = sorted((one, other), key=lambda wording: (len(wording.words), wording.words))
    return first, second


def _is_near(one: Wording, other: Wording) -> bool:
    if one.published_at is None or other.published_at is None:
        return True
    return abs((one.published_at.date() - other.published_at.date()).days) <= MOST_DAYS_APART


def _shared(shorter: Wording, longer: Wording) -> _Shared:
    """Return what two texts share, by their longest common subsequence of words."""
    if shorter.words == longer.words:
        return _Shared(len(shorter.words), 0, 0, 0, 0)
    steps = Indel.opcodes(shorter.words, longer.words)
    runs = [
        (step.src_start, step.src_end, step.dest_start, step.dest_end)
        for step in steps
        if step.tag == "equal" and step.src_end - step.src_start >= _RUN_WORDS
    ]
    if not runs:
        return _Shared(0, 0, 0, 0, 0)
    return _Shared(
        words=sum(end - start for start, end, _, _ in runs),
        head=runs[0][0],
        tail=len(shorter.words) - runs[-1][1],
        other_head=runs[0][2],
        changed_numbers=sum(
            min(_numbers(shorter.words[end:start]), _numbers(longer.words[other_end:other_start]))
            for (_, end, _, other_end), (start, _, other_start, _) in pairwise(runs)
        ),
    )


def _numbers(words: Iterable[str]) -> int:
    return sum(1 for word in words if _NUMBER.search(word))
