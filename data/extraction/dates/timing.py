"""Say when an act happened and whether the article tells it as news: the date that belongs to a trigger.

A date belongs to a trigger where it stands in its phrase or its clause, or in a clause that this one hangs from; then,
for news, the date of the saying counts ("said on Wednesday"); then, for news, the day of publication, with that as
its basis. What the article only recalls and does not date is unknown, and so is a state that is only named in passing:
it does not take the date of what is told of something else. A plan takes the date on which it was made known, not
the one that it is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from data.extraction.dates.ahead import looks_ahead
from data.extraction.dates.background import is_background, is_standing_state
from data.extraction.dates.moments import Moment, find_moments, resolve
from data.extraction.grammar.clauses import clause_top, clauses_above
from data.extraction.grammar.parsing import Parse
from data.extraction.grammar.verb_forms import SAYING
from data.extraction.roles.triggers import Hit
from data.extraction.status.standing import Standing
from data.extraction.text.sentences import Sentence, dateline_end
from data.model import DateBasis, DatePrecision, DateRange

_TIED = ("nummod", "amod", "compound", "nmod:poss", "nmod:unmarked", "nmod:desc")
_DAY_KINDS = ("weekday", "day_shift", "day_month", "iso", "feast")
_NEWS_DAYS = 8
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Timing:
    """When, whether it is recalled rather than told; `is_ahead`: the words name a time to come.

    `start` and `end` are the tokens of the sentence that date the act, None where no words of it do.
    """

    dates: DateRange
    is_background: bool
    start: int | None = None
    end: int | None = None
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class _Dated:
    """A time expression of the sentence, the interval that it means there, and whether that is still to come."""

    moment: Moment
    token: int
    dates: DateRange
    is_ahead: bool


def read_timing(parse: Parse, hit: Hit, standing: Standing, sentence: Sentence, *, published: date | None) -> Timing:
    """Return when the trigger's act happened, and whether the article recalls it as past context."""
    every = list(_dated(parse, sentence, published, is_plan=standing.is_ahead))
    own = _own(parse, hit, standing, every)
    dates = own.dates if own is not None else DateRange()
    if own is not None and own.is_ahead:
        others = [one for one in every if one is not own]
        return _as_news(parse, others, published, is_ahead=True)
    background = is_background(parse, hit, standing, sentence, dates, published=published)
    if own is not None and dates.precision is not DatePrecision.UNKNOWN:
        is_since = _word_before(parse, own.moment) == "since"
        return _timing(parse, own, is_background=background or (is_since and not standing.has_verb))
    if background:
        return Timing(DateRange(), is_background=True)
    return _as_news(parse, every, published)


def _dated(parse: Parse, sentence: Sentence, published: date | None, *, is_plan: bool) -> Iterator[_Dated]:
    """Yield the time expressions of a sentence, without that of its dateline, with what they mean there."""
    told_from = dateline_end(sentence)
    moments = [moment for moment in find_moments(parse.words.text) if moment.start >= told_from]
    for moment in moments:
        token = _token_at(parse, moment)
        if token is None:
            continue
        is_ahead = looks_ahead(parse, moment, token, published, is_plan=is_plan)
        dates = resolve(moment, published, is_ahead=is_ahead, others=moments)
        is_open = is_ahead and published is not None and dates.end is not None and dates.end >= published
        yield _Dated(moment, token, dates, moment.is_coming or is_open or _is_future(dates, published))


def _timing(parse: Parse, one: _Dated, *, is_background: bool, is_ahead: bool = False) -> Timing:
    starts = parse.words.starts
    inside = [token for token, start in enumerate(starts) if one.moment.start <= start < one.moment.end]
    return Timing(one.dates, is_background, inside[0], inside[-1] + 1, is_ahead)


def _as_news(parse: Parse, every: Sequence[_Dated], published: date | None, *, is_ahead: bool = False) -> Timing:
    """Return the day of the saying where the sentence gives one, else the day of publication, else unknown."""
    for one in every:
        if one.moment.kind in _DAY_KINDS and not one.is_ahead and _is_recent(one.dates, published):
            return _timing(parse, one, is_background=False, is_ahead=is_ahead)
    if published is None:
        return Timing(DateRange(), is_background=False, is_ahead=is_ahead)
    dates = DateRange(published, published, DatePrecision.DAY, DateBasis.PUBLICATION)
    return Timing(dates, is_background=False, is_ahead=is_ahead)


def _own(parse: Parse, hit: Hit, standing: Standing, every: Sequence[_Dated]) -> _Dated | None:
    """Return the time expression that dates the trigger: of its phrase, else its clause, else one above it.

    What is only named in passing has none but that of its phrase. The date of a saying is that of a plan alone: what is
    said to have happened may have happened at another time.
    """
    clauses = list(clauses_above(parse, hit.head))
    is_passing = not hit.pattern.is_verb and is_standing_state(hit, standing)
    best: tuple[int, int, _Dated] | None = None
    for one in every:
        top = _clause_of(parse, one.token)
        if not _may_date(parse, one.token, hit):
            continue
        if _is_in_phrase(parse, hit, one.token) or (is_passing and _follows(parse, hit, one.token)):
            rank = 0
        elif top in clauses and not is_passing:
            rank = 1 + clauses.index(top)
        else:
            continue
        if rank > 1 and parse.lower[top] in SAYING and not standing.is_ahead:
            continue
        found = (rank, abs(one.token - hit.head), one)
        if best is None or found[:2] < best[:2]:
            best = found
    return best[2] if best is not None else None


def _clause_of(parse: Parse, token: int) -> int:
    """Return the verb of a time expression's clause; that of the next clause where it was parsed as one of its own."""
    top = clause_top(parse, token)
    if parse.is_verb(top):
        return top
    roots = (one for one in range(token, len(parse.heads)) if parse.heads[one] == one and parse.is_verb(one))
    return next(roots, top)


def _is_in_phrase(parse: Parse, hit: Hit, token: int) -> bool:
    """Tell whether a time expression is of a noun's own phrase: "talks in May", "talks that began in May".

    What somebody else did is not: "troops whose commander was killed in May".
    """
    if hit.pattern.is_verb:
        return False
    while not hit.start <= token < hit.end:
        head = parse.heads[token]
        if head == token or (parse.is_verb(token) and not hit.start <= head < hit.end):
            return False
        if parse.is_verb(token) and any(parse.tags[below] == "WP$" for below in parse.subtree(token)):
            return False
        token = head
    return True


def _follows(parse: Parse, hit: Hit, token: int) -> bool:
    """Tell whether a time expression stands so close behind the trigger that it is of its phrase by any parse."""
    between = range(hit.end, token)
    return 0 < len(between) <= _NEAR and not any(parse.is_verb(one) or parse.tags[one] == "," for one in between)


def _may_date(parse: Parse, token: int, hit: Hit) -> bool:
    """Tell whether a time expression is free to date the trigger: in "the 2022 coup" it dates the coup alone."""
    head = parse.heads[token]
    if parse.deps[token] not in _TIED or parse.tags[head] not in ("NN", "NNS") or head == hit.head:
        return True
    if hit.start <= head < hit.end or (parse.heads[hit.head] == head and parse.deps[hit.head] != "conj"):
        return True
    # "Meddling in the 2016 election" happened then; "sanctions over the 2014 annexation" need not have.
    return parse.case(head) in ("in", "during", "at") and (parse.heads[head] == hit.head or _follows(parse, hit, token))


def _token_at(parse: Parse, moment: Moment) -> int | None:
    """Return the token of a time expression that hangs from a word outside it."""
    inside = [token for token, start in enumerate(parse.words.starts) if moment.start <= start < moment.end]
    tops = [token for token in inside if parse.heads[token] not in inside or parse.heads[token] == token]
    named = [token for token in tops if parse.deps[token] != "case"]
    return next(iter(named or tops), None)


def _word_before(parse: Parse, moment: Moment) -> str:
    before = [token for token, end in enumerate(parse.words.ends) if end <= moment.start]
    first = next((parse.lower[token] for token, start in enumerate(parse.words.starts) if start >= moment.start), "")
    return first if first == "since" else (parse.lower[before[-1]] if before else "")


def _is_future(dates: DateRange, published: date | None) -> bool:
    return published is not None and dates.start is not None and dates.start > published


def _is_recent(dates: DateRange, published: date | None) -> bool:
    return published is not None and dates.start is not None and (published - dates.start).days <= _NEWS_DAYS
