"""Point at the words that a record rests on: those that tell the event, then those of each of its fields.

Every span is verbatim and has offsets into the article's headline or text. A field that the words tell without
naming it (a side read from the article's topic, a date that is the publication's) has no words of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.extraction.particulars.particulars import Particulars, tokens_in
from data.extraction.proposals import Proposal
from data.model import Article, Aspect, Field, Span

_LEAST_TOKENS = 4
Tokens = tuple[int, int]


def telling_of(article: Article, proposal: Proposal) -> Span:
    """Return the words that tell the event; the whole sentence where they would be too few to be understood."""
    if proposal.end - proposal.start < _LEAST_TOKENS:
        sentence = proposal.sentence
        return span_at(article, sentence.field, sentence.start, 0, len(sentence.text))
    return _span(article, proposal, (proposal.start, proposal.end), Aspect.EVENT)


def words_of(article: Article, proposal: Proposal, told: Particulars, aspects: Iterable[Aspect]) -> Iterator[Span]:
    """Yield the words of some fields, as far as a telling has them."""
    for aspect in aspects:
        for tokens in _tokens(proposal, told, aspect):
            yield _span(article, proposal, tokens, aspect)


def widest(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans without repetitions and without those that lie inside another."""
    every = list(dict.fromkeys(spans))
    return tuple(span for span in every if not any(_lies_inside(span, other) for other in every if other != span))


def span_at(article: Article, field: Field, offset: int, start: int, end: int, aspect: Aspect = Aspect.EVENT) -> Span:
    """Return the words of an article between two offsets that count from `offset`."""
    text = article.headline if field is Field.HEADLINE else article.text
    return Span(field, offset + start, offset + end, text[offset + start : offset + end], aspect)


def _lies_inside(span: Span, other: Span) -> bool:
    return span.field == other.field and other.start <= span.start and span.end <= other.end


def _tokens(proposal: Proposal, told: Particulars, aspect: Aspect) -> Iterator[Tokens]:
    """Yield the tokens that tell a field in one telling."""
    pair, timing = proposal.pair, proposal.timing
    named = {
        Aspect.INFLUENCER: pair.influencer.mention if pair.influencer is not None else None,
        Aspect.TARGET: pair.target.mention,
        Aspect.INFLUENCER_ACTOR: told.influencer_actor,
        Aspect.TARGET_ACTOR: told.target_actor,
        Aspect.COMMODITY: told.goods,
        Aspect.PLACE: told.place,
        Aspect.ATTRIBUTION: told.speaker,
    }.get(aspect)
    counted = {Aspect.AMOUNT: told.money, Aspect.QUANTITY: told.quantity}.get(aspect)
    if named is not None:
        yield named.start, named.end
    elif counted is not None:
        yield tokens_in(proposal.parse, counted.start, counted.end)
    elif aspect is Aspect.STATUS:
        yield from proposal.standing.cues or [(proposal.hit.start, proposal.hit.end)]
    elif aspect is Aspect.DATE and timing.start is not None and timing.end is not None:
        yield timing.start, timing.end


def _span(article: Article, proposal: Proposal, tokens: Tokens, aspect: Aspect) -> Span:
    words, sentence = proposal.parse.words, proposal.sentence
    start, end = words.starts[tokens[0]], words.ends[tokens[1] - 1]
    return span_at(article, sentence.field, sentence.start, start, end, aspect)
