"""Make records of proposals: the same act told twice in an article is one report, with both places as its evidence.

Two tellings of one type between the same pair are two records only where the article tells them apart by date, by
a named company, or by commodity (codebook, section 5). What the record says is taken from its leading telling (news
before background, then the more certain, then one whose trigger the rules trust, then the earlier one); what that one
leaves open, from the next that says it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from data.extraction.evidence import span_at, telling_of, widest, words_of
from data.extraction.names.mentions import MentionKind
from data.extraction.particulars.commodities import Goods
from data.extraction.particulars.currencies import in_usd
from data.extraction.particulars.particulars import Particulars, particulars_of
from data.extraction.proposals import Proposal, Refused
from data.extraction.status.furthest import furthest
from data.model import (
    Article,
    Aspect,
    DateBasis,
    DatePrecision,
    DateRange,
    EventReport,
    Rejection,
    Span,
    Status,
    content_id,
)

_MOST_CERTAIN = 0.97
_OF_THE_LEAD = (Aspect.INFLUENCER, Aspect.TARGET)
_EXACTNESS = {DatePrecision.DAY: 0, DatePrecision.MONTH: 1, DatePrecision.YEAR: 2, DatePrecision.UNKNOWN: 3}
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Told:
    """A proposal that is kept, with what it says besides."""

    proposal: Proposal
    told: Particulars

    @property
    def company(self) -> str | None:
        """The company or the person by whom the act's own words name the influencer."""
        side = self.proposal.pair.influencer
        mention = side.mention if side is not None else None
        is_named = mention is not None and mention.kind in (MentionKind.ACTOR, MentionKind.PERSON)
        return mention.entity.label if mention is not None and is_named else None

    def reversed(self) -> _Told:
        """Return the telling with its sides in the other order; its place lies with the wrong one and is left out."""
        told = self.told
        swapped = replace(told, influencer_actor=told.target_actor, target_actor=told.influencer_actor, place=None)
        return replace(self, told=swapped)


def assemble(article: Article, proposals: Sequence[Proposal], version: str) -> list[EventReport]:
    """Return one report for each act, in the order in which the article first tells it."""
    groups: list[list[_Told]] = []
    for proposal in proposals:
        telling = _Told(proposal, particulars_of(proposal))
        group = next((group for group in groups if all(_is_same_act(one, telling) for one in group)), None)
        if group is None:
            groups.append([telling])
        else:
            group.append(telling)
    return [_report(article, _leading_first(group), version) for group in groups]


def reject(article: Article, refused: Iterable[Refused], version: str) -> list[Rejection]:
    """Return the rejections, one for each trigger and reason."""
    found: dict[str, Rejection] = {}
    for one in refused:
        words = one.parse.words
        span = span_at(
            article, one.sentence.field, one.sentence.start, words.starts[one.hit.start], words.ends[one.hit.end - 1]
        )
        rejection_id = content_id(article.article_id, one.hit.pattern.rule_id, span.field, span.start, one.reason)
        found[rejection_id] = Rejection(
            rejection_id=rejection_id,
            article_id=article.article_id,
            event_type=one.hit.pattern.event_type.key,
            span=span,
            reason=one.reason,
            rule_id=one.hit.pattern.rule_id,
            extractor_version=version,
        )
    return list(found.values())


def _is_same_act(one: _Told, other: _Told) -> bool:
    left, right = one.proposal, other.proposal
    is_mutual = left.hit.pattern.event_type.is_mutual
    if left.key != right.key and not (is_mutual and left.event_type == right.event_type and left.sides == right.sides):
        return False
    if left.sentence is right.sentence and left.start < right.end and right.start < left.end:
        return True
    goods = (one.told.goods, other.told.goods)
    if goods[0] is not None and goods[1] is not None and _are_apart(goods[0], goods[1]):
        return False
    is_deal = left.hit.pattern.event_type.is_deal
    if is_deal and None not in (one.company, other.company) and one.company != other.company:
        return False
    return not _dated_apart(left.timing.dates, right.timing.dates)


def _are_apart(one: Goods, other: Goods) -> bool:
    """Tell whether two deals are in different goods, as their words say; a company's trade is no word."""
    return one.is_named and other.is_named and set(one.names).isdisjoint(other.names)


def _dated_apart(one: DateRange, other: DateRange) -> bool:
    """Tell whether two dates cannot be the same act's: both said by the text, and no day in common."""
    known = (DateBasis.STATED, DateBasis.RELATIVE)
    if one.basis not in known or other.basis not in known or not (one.start and one.end and other.start and other.end):
        return False
    return one.end < other.start or other.end < one.start


def _leading_first(group: Sequence[_Told]) -> list[_Told]:
    """Return the tellings of one act with the leading one first, the others in the order of the text.

    What a telling of a mutual act in the other order says of its two sides is put in the leading one's order.
    """
    lead = min(
        group,
        key=lambda one: (
            one.proposal.timing.is_background,
            one.proposal.standing.is_negated,
            -round(one.proposal.certainty, 1),
            one.proposal.hit.only_proposes,
            one.proposal.sentence.number,
            one.proposal.start,
        ),
    )
    others = [one for one in group if one is not lead]
    return [lead, *(one if one.proposal.key == lead.proposal.key else one.reversed() for one in others)]


def _report(article: Article, group: Sequence[_Told], version: str) -> EventReport:
    """Return the record of one act; the leading telling stands first in its group."""
    lead = group[0].proposal
    event_type = lead.hit.pattern.event_type
    dating = _dating(group)
    dates = dating.proposal.timing.dates
    money, goods, quantity = (
        _first(group, lambda told: told.money),
        _first(group, _goods_in_words) or _first(group, lambda told: told.goods),
        _first(group, lambda told: told.quantity),
    )
    influencer_actor, target_actor = (
        _first(group, lambda told: told.influencer_actor),
        _first(group, lambda told: told.target_actor),
    )
    place, speaker = _first(group, lambda told: told.place), _first(group, lambda told: told.speaker)
    published = article.published_at.year if article.published_at else None
    year = dates.start.year if dates.start else published
    state = group[furthest([one.proposal for one in group])]
    evidence = _evidence(article, group, dating, state)
    return EventReport(
        report_id=_report_id(article, lead, evidence[0], dates, goods.label if goods else None),
        article_id=article.article_id,
        event_type=event_type.key,
        sector=goods.sector if goods and event_type.has_commodity_sector else event_type.sector,
        influencer=lead.key[1],
        target=lead.key[2],
        status=state.proposal.standing.status,
        direction=_direction(state.proposal),
        dates=dates,
        evidence=evidence,
        rule_id=lead.hit.pattern.rule_id,
        extractor_version=version,
        confidence=_confidence(group),
        is_background=all(one.proposal.timing.is_background for one in group),
        influencer_actor=influencer_actor.name if influencer_actor else None,
        target_actor=target_actor.name if target_actor else None,
        commodity=goods.label if goods else None,
        amount=money.amount if money else None,
        currency=money.currency if money else None,
        amount_usd=(money.usd or in_usd(money.amount, money.currency, year)) if money else None,
        quantity=quantity.count if quantity else None,
        unit=quantity.unit if quantity else None,
        place=place.name if place else None,
        attribution=speaker.words if speaker else None,
    )


def _report_id(article: Article, lead: Proposal, first: Span, dates: DateRange, commodity: str | None) -> str:
    return content_id(article.article_id, *lead.key, first.field, first.start, first.end, dates.start, commodity)


def _evidence(article: Article, group: Sequence[_Told], dating: _Told, state: _Told) -> tuple[Span, ...]:
    """Return the words that tell the act, in every place, then those of each field from the telling that gave it."""
    lead = group[0]
    spans = list(widest(telling_of(article, one.proposal) for one in group))
    spans += words_of(article, lead.proposal, lead.told, _OF_THE_LEAD)
    spans += words_of(article, state.proposal, state.told, (Aspect.STATUS,))
    spans += words_of(article, dating.proposal, dating.told, (Aspect.DATE,))
    for aspect, value in _FIELDS.items():
        one = next((one for one in group if value(one.told) is not None), None)
        if aspect is Aspect.COMMODITY:
            one = next((one for one in group if _goods_in_words(one.told) is not None), one)
        if one is not None:
            spans += words_of(article, one.proposal, one.told, (aspect,))
    return tuple(spans)


_FIELDS: dict[Aspect, Callable[[Particulars], object]] = {
    Aspect.INFLUENCER_ACTOR: lambda told: told.influencer_actor,
    Aspect.TARGET_ACTOR: lambda told: told.target_actor,
    Aspect.COMMODITY: lambda told: told.goods,
    Aspect.AMOUNT: lambda told: told.money,
    Aspect.QUANTITY: lambda told: told.quantity,
    Aspect.PLACE: lambda told: told.place,
    Aspect.ATTRIBUTION: lambda told: told.speaker,
}


def _goods_in_words(told: Particulars) -> Goods | None:
    return told.goods if told.goods is not None and told.goods.is_named else None


def _first(group: Sequence[_Told], value: Callable[[Particulars], Value | None]) -> Value | None:
    """Return what the first telling that says it says."""
    return next((found for one in group if (found := value(one.told)) is not None), None)


def _confidence(group: Sequence[_Told]) -> float:
    """Return how sure the record is: surer with each further sentence that tells it, as if each could err alone."""
    doubt = 1.0
    by_certainty = sorted((one.proposal for one in group), key=lambda proposal: proposal.certainty)
    sentences = {proposal.sentence.start: proposal for proposal in by_certainty}
    for proposal in sentences.values():
        doubt *= 1 - proposal.certainty
    return round(min(1 - doubt, _MOST_CERTAIN), 3)


def _direction(state: Proposal) -> int:
    """Return the direction that the telling that says how far the act got gives it."""
    event_type, standing = state.hit.pattern.event_type, state.standing
    if standing.status is Status.FAILED:
        return 0
    own = state.hit.pattern.trigger.direction
    if standing.is_ended or standing.status in (Status.CANCELLED, Status.SUSPENDED):
        # Where a tariff shrinks the reach, its end grows it.
        return -own if own else event_type.ended_direction
    return own if own is not None else event_type.direction


def _dating(group: Sequence[_Told]) -> _Told:
    """Return the telling that dates the act: the leading one, or another with a more exact date from the text."""
    lead = group[0]
    said = [
        one
        for one in group
        if one.proposal.timing.is_background == lead.proposal.timing.is_background
        and one.proposal.timing.dates.basis in (DateBasis.STATED, DateBasis.RELATIVE)
    ]
    if lead in said or not said:
        return lead
    return min(said, key=lambda one: _EXACTNESS[one.proposal.timing.dates.precision])
