"""Make records of proposals: the same act told twice in an article is one report, with both places as its evidence.

Two tellings of one type between the same pair are two records only where the article tells them apart by date, by
a named body with its own commodity, or by commodity (codebook, section 5). What the record says is taken from its
leading telling: news before background, then the more certain, then the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.extraction.amounts import in_usd
from data.extraction.proposals import Proposal, Refused
from data.model import (
    Article,
    DateBasis,
    DatePrecision,
    DateRange,
    EventReport,
    Field,
    Rejection,
    Span,
    Status,
    content_id,
)

_LEAST_TOKENS = 4
_MOST_CERTAIN = 0.97
_COUNTED_TYPES = frozenset(
    {"military_aid", "arms_deal", "troop_deployment", "mercenary_deployment", "aid", "media_culture"}
)
_DEAL_TYPES = frozenset(
    {"mining_deal", "energy_deal", "trade_deal", "aid", "investment", "infrastructure_deal", "arms_deal"}
)
_MONEY_TYPES = _DEAL_TYPES | {"loan", "military_aid"}


def assemble(article: Article, proposals: Sequence[Proposal], version: str) -> list[EventReport]:
    """Return one report for each act, in the order in which the article first tells it."""
    groups: list[list[Proposal]] = []
    for proposal in proposals:
        group = next((group for group in groups if all(_is_same_act(one, proposal) for one in group)), None)
        if group is None:
            groups.append([proposal])
        else:
            group.append(proposal)
    return [_report(article, group, version) for group in groups]


def reject(article: Article, refused: Iterable[Refused], version: str) -> list[Rejection]:
    """Return the rejections, one for each trigger and reason."""
    found: dict[str, Rejection] = {}
    for one in refused:
        words = one.parse.words
        span = _span(
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


def _is_same_act(one: Proposal, other: Proposal) -> bool:
    is_mutual = one.hit.pattern.event_type.is_mutual
    if one.key != other.key and not (is_mutual and one.event_type == other.event_type and one.sides == other.sides):
        return False
    if one.sentence is other.sentence and one.start < other.end and other.start < one.end:
        return True
    if one.event_type in _DEAL_TYPES and one.commodity and other.commodity and one.commodity != other.commodity:
        return False
    if one.event_type in _DEAL_TYPES and _named_apart(one, other):
        return False
    return not _dated_apart(one.timing.dates, other.timing.dates)


def _named_apart(one: Proposal, other: Proposal) -> bool:
    names = (one.influencer_actor, other.influencer_actor)
    return None not in names and names[0] != names[1]


def _dated_apart(one: DateRange, other: DateRange) -> bool:
    """Tell whether two dates cannot be the same act's: both said by the text, and no day in common."""
    known = (DateBasis.STATED, DateBasis.RELATIVE)
    if one.basis not in known or other.basis not in known or not (one.start and one.end and other.start and other.end):
        return False
    return one.end < other.start or other.end < one.start


def _report(article: Article, group: Sequence[Proposal], version: str) -> EventReport:
    lead = min(
        group,
        key=lambda one: (one.timing.is_background, one.standing.is_negated, -round(one.certainty, 1), _place(one)),
    )
    event_type = lead.hit.pattern.event_type
    dates = _dates(lead, group)
    evidence = _widest(_evidence(article, one) for one in group)
    influencer, target = lead.key[1], lead.key[2]
    money = lead.money if event_type.key in _MONEY_TYPES else None
    quantity = lead.quantity if event_type.key in _COUNTED_TYPES else None
    commodity = lead.commodity if event_type.key in _DEAL_TYPES else None
    year = dates.start.year if dates.start else (article.published_at.year if article.published_at else None)
    first = evidence[0]
    return EventReport(
        report_id=content_id(
            article.article_id,
            *lead.key,
            first.field,
            first.start,
            first.end,
            dates.start,
            commodity and commodity.name,
        ),
        article_id=article.article_id,
        event_type=event_type.key,
        sector=commodity.sector if commodity and event_type.has_commodity_sector else event_type.sector,
        influencer=influencer,
        target=target,
        status=lead.standing.status,
        direction=_direction(lead),
        dates=dates,
        evidence=evidence,
        rule_id=lead.hit.pattern.rule_id,
        extractor_version=version,
        confidence=_confidence(group),
        is_background=all(one.timing.is_background for one in group),
        influencer_actor=_first(one.influencer_actor for one in group),
        target_actor=_first(one.target_actor for one in group),
        commodity=commodity.name if commodity else None,
        amount=money.amount if money else None,
        currency=money.currency if money else None,
        amount_usd=in_usd(money.amount, money.currency, year) if money else None,
        quantity=quantity.count if quantity else None,
        unit=quantity.unit if quantity else None,
        place=_first(one.place for one in group),
        attribution=_first(one.attribution for one in group),
    )


def _confidence(group: Sequence[Proposal]) -> float:
    """Return how sure the record is: surer with each further sentence that tells it, as if each could err alone."""
    doubt = 1.0
    sentences = {one.sentence.start: one for one in sorted(group, key=lambda one: one.certainty)}
    for one in sentences.values():
        doubt *= 1 - one.certainty
    return round(min(1 - doubt, _MOST_CERTAIN), 3)


def _direction(lead: Proposal) -> int:
    event_type, standing = lead.hit.pattern.event_type, lead.standing
    if standing.status is Status.FAILED:
        return 0
    if standing.is_ended or standing.status in (Status.CANCELLED, Status.SUSPENDED):
        return event_type.ended_direction
    own = lead.hit.pattern.trigger.direction
    return own if own is not None else event_type.direction


def _dates(lead: Proposal, group: Sequence[Proposal]) -> DateRange:
    """Return the leading telling's date, or a more exact one of another telling that the text itself gives."""
    order = {DatePrecision.DAY: 0, DatePrecision.MONTH: 1, DatePrecision.YEAR: 2, DatePrecision.UNKNOWN: 3}
    alike = [one for one in group if one.timing.is_background == lead.timing.is_background]
    said = [one.timing.dates for one in alike if one.timing.dates.basis in (DateBasis.STATED, DateBasis.RELATIVE)]
    if lead.timing.dates in said or not said:
        return lead.timing.dates
    return min(said, key=lambda dates: order[dates.precision])


def _evidence(article: Article, proposal: Proposal) -> Span:
    words, sentence = proposal.parse.words, proposal.sentence
    if proposal.end - proposal.start < _LEAST_TOKENS:
        return _span(article, sentence.field, sentence.start, 0, len(sentence.text))
    return _span(article, sentence.field, sentence.start, words.starts[proposal.start], words.ends[proposal.end - 1])


def _widest(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans without repetitions and without those that lie inside another."""
    every = list(dict.fromkeys(spans))
    return tuple(span for span in every if not any(_lies_inside(span, other) for other in every if other != span))


def _lies_inside(span: Span, other: Span) -> bool:
    return span.field == other.field and other.start <= span.start and span.end <= other.end


def _span(article: Article, field: Field, offset: int, start: int, end: int) -> Span:
    text = article.headline if field is Field.HEADLINE else article.text
    return Span(field, offset + start, offset + end, text[offset + start : offset + end])


def _place(proposal: Proposal) -> int:
    return proposal.sentence.number * 1000 + proposal.start


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
