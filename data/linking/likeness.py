"""How likely two reports of one block tell of one event: a score, and the reasons that made it.

Both reports have the same type, influencer and target. What they say beside that is weighed: dates with their
precision, status, the specifics (commodity, actors, place, amount, quantity), and the rare words that both use. A
reason with a negative weight speaks against; a veto settles it. A plan and its delivery are stages of one event when
the later one is further along and some specific ties them: a date alone does not.

The weights are set by hand, for few false merges: two events shown as one mislead more than one shown as two. Those of
wording were chosen on one half of tests/linking/gold and measured on the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from data.linking.telling_words import telling_words
from data.model import DateBasis, DatePrecision, DateRange, EventReport, Status
from data.reference.actors import people
from data.reference.geography import ClaimKind, claims

LINK_AT = 2.0  # two reports at this score or above tell of one event


class Reason(StrEnum):
    """What speaks for or against two reports being of one event."""

    SAME_DAY = "same_day"
    NEAR_DAY = "near_day"
    SAME_MONTH = "same_month"
    SAME_YEAR = "same_year"
    STAGE_SOON = "stage_soon"
    STAGE_LATER = "stage_later"
    PUBLISHED_NEAR = "published_near"
    OTHER_DAY = "other_day"
    STANDING = "standing"
    SAME_STATUS = "same_status"
    RARE = "rare"
    SAME_COMMODITY = "same_commodity"
    SAME_ACTOR = "same_actor"
    SAME_COUNTERPART = "same_counterpart"
    SAME_PLACE = "same_place"
    SAME_AMOUNT = "same_amount"
    SAME_QUANTITY = "same_quantity"
    SHARED_WORD = "shared_word"
    SHARED_WORDS = "shared_words"
    SAME_WORDING = "same_wording"
    OTHER_ACTOR = "other_actor"
    OTHER_PLACE = "other_place"
    OTHER_AMOUNT = "other_amount"
    OTHER_QUANTITY = "other_quantity"
    OTHER_COMMODITY = "other_commodity"
    OTHER_DATE = "other_date"
    VETO_COMMODITY = "veto_commodity"
    VETO_COMPANY = "veto_company"
    VETO_DATE = "veto_date"
    VETO_ARTICLE = "veto_article"
    VETO_REVERSAL = "veto_reversal"


WEIGHTS: dict[Reason, float] = {
    Reason.SAME_DAY: 2.5,
    Reason.NEAR_DAY: 2.0,
    Reason.SAME_MONTH: 1.5,
    Reason.SAME_YEAR: 0.5,
    Reason.STAGE_SOON: 0.5,
    Reason.STAGE_LATER: 0.5,
    Reason.PUBLISHED_NEAR: 0.5,
    Reason.OTHER_DAY: 0.0,
    Reason.STANDING: 1.5,
    Reason.SAME_STATUS: 0.5,
    Reason.RARE: 1.5,
    Reason.SAME_COMMODITY: 1.5,
    Reason.SAME_ACTOR: 1.0,
    Reason.SAME_COUNTERPART: 1.0,
    Reason.SAME_PLACE: 1.5,
    Reason.SAME_AMOUNT: 2.0,
    Reason.SAME_QUANTITY: 1.5,
    Reason.SHARED_WORD: 0.4,
    Reason.SHARED_WORDS: 2.0,
    Reason.SAME_WORDING: 3.0,
    Reason.OTHER_ACTOR: -1.0,
    Reason.OTHER_PLACE: -1.5,
    Reason.OTHER_AMOUNT: -1.5,
    Reason.OTHER_QUANTITY: -1.0,
    Reason.OTHER_COMMODITY: -1.5,
    Reason.OTHER_DATE: -2.0,
}
"""What each reason adds; a reason that is not here is a veto."""

STAGE_RANK = {
    Status.ALLEGED: 0,
    Status.PROPOSED: 1,
    Status.ANNOUNCED: 2,
    Status.AGREED: 3,
    Status.UNDER_WAY: 4,
    Status.COMPLETED: 5,
    Status.SUSPENDED: 6,
    Status.CANCELLED: 7,
    Status.FAILED: 7,
}
"""How far along a status is; what ends an event comes after all that carries it on."""

NEAR_DAYS = 3  # outlets report one act on different days
_SOON_DAYS, _STANDING_DAYS, _STAGE_DAYS = 60, 366, 730
_EQUAL_SHARE = 0.02  # amounts this close are the same sum, rounded
_NOISE_WORDS = frozenset(
    {
        "the",
        "of",
        "group",
        "company",
        "co",
        "corp",
        "corporation",
        "inc",
        "ltd",
        "llc",
        "plc",
        "sa",
        "pjsc",
        "ao",
        "holding",
    }
)
_COMPANY_SECTORS = frozenset({"extractives", "energy", "economy"})  # two companies there are two deals
_STATE_WORDS = frozenset(
    {"ministry", "department", "treasury", "parliament", "congress", "senate", "house", "commission"}
    | {"administration", "embassy", "cabinet", "council", "army", "navy"}
)
_OVERLAP = {
    DatePrecision.DAY: Reason.SAME_DAY,
    DatePrecision.MONTH: Reason.SAME_MONTH,
    DatePrecision.YEAR: Reason.SAME_YEAR,
    DatePrecision.UNKNOWN: Reason.SAME_YEAR,
}
_SAME_WORDS = frozenset({Reason.SHARED_WORDS, Reason.SAME_WORDING})
_NAMED_TIES = frozenset(
    {Reason.SAME_ACTOR, Reason.SAME_COUNTERPART, Reason.SAME_PLACE, Reason.SAME_AMOUNT, Reason.SAME_QUANTITY}
)
_TIES = _NAMED_TIES | _SAME_WORDS | {Reason.SAME_COMMODITY}
_DOUBTED = {Reason.VETO_COMMODITY: Reason.OTHER_COMMODITY, Reason.VETO_DATE: Reason.OTHER_DATE}
"""Vetoes that two tellings in the same words turn into a contradiction: outlets err in goods and dates."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score and its reasons, in the order in which they were found."""

    score: float
    reasons: tuple[Reason, ...]

    @property
    def is_vetoed(self) -> bool:
        """True when something the reports say cannot be of one event."""
        return any(reason not in WEIGHTS for reason in self.reasons)


def compare(one: EventReport, other: EventReport) -> Likeness:
    """Return how alike two reports of one block are; the order of the two does not matter."""
    reasons = [*_specifics(one, other), *_wording(one, other)]
    is_tied = not _TIES.isdisjoint(reasons)
    is_named = not (_NAMED_TIES | _SAME_WORDS).isdisjoint(reasons)
    reasons += _dates(one, other, is_standing=_is_standing(one, other, is_named=is_named))
    if one.status == other.status:
        reasons.append(Reason.SAME_STATUS)
    if one.article_id == other.article_id:
        if not _is_told_in_stages(one, other, reasons):
            reasons.append(Reason.VETO_ARTICLE)
    elif not _SAME_WORDS.isdisjoint(reasons):
        reasons = [_DOUBTED.get(reason, reason) for reason in reasons]
    if one.direction * other.direction < 0 and not is_tied:
        reasons.append(Reason.VETO_REVERSAL)  # an end belongs to what it ends only where something names that
    return Likeness(sum(WEIGHTS.get(reason, 0.0) for reason in reasons), tuple(reasons))


def _wording(one: EventReport, other: EventReport) -> list[Reason]:
    """Weigh the rare words that two reports share: two of them name one thing, a single one may be chance."""
    shared = len(telling_words(one) & telling_words(other))
    if shared > 2:
        return [Reason.SAME_WORDING]
    return [[], [Reason.SHARED_WORD], [Reason.SHARED_WORDS]][shared]


def _is_told_in_stages(one: EventReport, other: EventReport, reasons: Sequence[Reason]) -> bool:
    """One article's two records are two events, unless they are two stages, on two days, of what has one name."""
    is_named = not _NAMED_TIES.isdisjoint(reasons)
    return is_named and one.status is not other.status and Reason.SAME_DAY not in reasons


def name_key(name: str) -> frozenset[str]:
    """Return the words of a name that tell it from others: `Wagner Group`, `the Wagner group` -> {wagner}."""
    words = frozenset(re.findall(r"\w+", name.casefold()))
    return words - _NOISE_WORDS or words


def goods_of(commodity: str) -> frozenset[str]:
    """Return the goods that a commodity names: `gold and copper` -> {gold, copper}."""
    return frozenset(re.split(r", | and ", commodity.casefold()))


def _is_of_state(name: str) -> bool:
    """Tell a state's office or its holder from a company: both may act in one deal."""
    return name in _officials() or not _STATE_WORDS.isdisjoint(name.casefold().split())


@cache
def _officials() -> frozenset[str]:
    seats = {claim.form for claim in claims() if claim.kind is ClaimKind.SEAT}
    return frozenset(seats | {person.name for person in people()})


def _specifics(one: EventReport, other: EventReport) -> list[Reason]:
    reasons = []
    if one.commodity and other.commodity:
        is_same = not goods_of(one.commodity).isdisjoint(goods_of(other.commodity))
        reasons.append(Reason.SAME_COMMODITY if is_same else Reason.VETO_COMMODITY)
    if one.influencer_actor and other.influencer_actor:
        is_trade = one.sector in _COMPANY_SECTORS
        is_state = _is_of_state(one.influencer_actor) or _is_of_state(other.influencer_actor)
        against = Reason.VETO_COMPANY if is_trade and not is_state else Reason.OTHER_ACTOR
        reasons.append(Reason.SAME_ACTOR if is_one_name(one.influencer_actor, other.influencer_actor) else against)
    if one.target_actor and other.target_actor and is_one_name(one.target_actor, other.target_actor):
        reasons.append(Reason.SAME_COUNTERPART)
    if one.place and other.place:
        reasons.append(Reason.SAME_PLACE if is_one_name(one.place, other.place) else Reason.OTHER_PLACE)
    if one.amount_usd and other.amount_usd:
        is_same = is_one_number(one.amount_usd, other.amount_usd)
        reasons.append(Reason.SAME_AMOUNT if is_same else Reason.OTHER_AMOUNT)
    if one.quantity and other.quantity and one.unit == other.unit:
        is_same = is_one_number(one.quantity, other.quantity)
        reasons.append(Reason.SAME_QUANTITY if is_same else Reason.OTHER_QUANTITY)
    return reasons


def is_one_name(one: str, other: str) -> bool:
    """Tell whether two names are one; a short one within a long one is: Rusal, United Company Rusal."""
    left, right = name_key(one), name_key(other)
    return left <= right or right <= left


def is_one_number(one: float, other: float) -> bool:
    """Tell whether two numbers are one, rounded: they differ by no more than two in a hundred."""
    return abs(one - other) <= _EQUAL_SHARE * max(abs(one), abs(other))


def _is_standing(one: EventReport, other: EventReport, *, is_named: bool) -> bool:
    """Two articles that find something going on tell of one state, but two works under way are two without a name."""
    return one.status is other.status is Status.UNDER_WAY and (is_named or one.sector not in _COMPANY_SECTORS)


def _dates(one: EventReport, other: EventReport, *, is_standing: bool) -> list[Reason]:
    left, right = one.dates, other.dates
    if left.start is None or right.start is None:
        if is_standing:
            return [Reason.STANDING]
        return _rare(one)
    gap_days = _gap_days(left, right)
    coarsest = max(left.precision, right.precision, key=list(DatePrecision).index)
    if gap_days <= 0:
        return [_OVERLAP[coarsest], *_rare(one)]
    if is_standing and gap_days <= _STANDING_DAYS:
        return [Reason.STANDING]
    is_near = gap_days <= NEAR_DAYS and coarsest is DatePrecision.DAY
    return [*_days_apart(one, other, gap_days), *_rare(one)] if is_near else _stages(one, other, gap_days)


def _days_apart(one: EventReport, other: EventReport, gap_days: int) -> list[Reason]:
    """Weigh a gap of a few days: to the day of publication it is the way of news, between two stated days it is not."""
    earlier, later = _in_time(one, other)
    is_further = STAGE_RANK[later.status] >= STAGE_RANK[earlier.status]
    if later.dates.basis is DateBasis.PUBLICATION and is_further:
        return [Reason.NEAR_DAY]
    if later.status is earlier.status:
        return [Reason.OTHER_DAY]
    return _stages(one, other, gap_days)


def _in_time(one: EventReport, other: EventReport) -> tuple[EventReport, EventReport]:
    earlier, later = sorted((one, other), key=lambda report: report.dates.start or date.min)
    return earlier, later


def _rare(report: EventReport) -> list[Reason]:
    """Say so where there is no influencer: a country seldom has two coups at once, so less is needed to link."""
    return [Reason.RARE] if report.influencer is None else []


def _stages(one: EventReport, other: EventReport, gap_days: int) -> list[Reason]:
    """Days apart: stages of one event when the later is further along, or one date is only that of publication."""
    earlier, later = _in_time(one, other)
    if gap_days > _STAGE_DAYS:
        return [Reason.VETO_DATE]
    if STAGE_RANK[later.status] > STAGE_RANK[earlier.status]:
        return [Reason.STAGE_SOON if gap_days <= _SOON_DAYS else Reason.STAGE_LATER]
    if later.dates.basis is DateBasis.PUBLICATION and gap_days <= _SOON_DAYS:
        return [Reason.PUBLISHED_NEAR]
    return [Reason.VETO_DATE]


def _gap_days(left: DateRange, right: DateRange) -> int:
    """Return the days between two intervals; 0 or less when they overlap."""
    left_start, right_start = left.start or date.min, right.start or date.min
    left_end, right_end = left.end or left_start, right.end or right_start
    return (max(left_start, right_start) - min(left_end, right_end)).days
