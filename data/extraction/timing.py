"""Say when an act happened and whether the article tells it as news: the date that belongs to a trigger.

The date in the trigger's own clause counts; then, for news, the date of the saying ("said on Wednesday"); then, for
news, the day of publication, with that as its basis. What the article only recalls and does not date is unknown.
A plan takes the date on which it was made known, not the one that it is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from data.extraction.dates import Moment, find_moments, resolve
from data.extraction.parsing import Parse
from data.extraction.sentences import Sentence
from data.extraction.status import Standing
from data.extraction.triggers import Hit
from data.extraction.word_lists import word_list
from data.model import DateBasis, DatePrecision, DateRange, Field, Status

_CLAUSE_TOPS = ("ROOT", "advcl", "acl:relcl", "acl", "ccomp", "parataxis", "conj")
_OLD_DAYS = 45
_MAX_CLIMB = 8
_LEAD = 3
_SOON_DAYS = 30
_RECALLING = word_list("recalling")
_FUTURE = word_list("future")
_SAYING = word_list("saying")


@dataclass(frozen=True, slots=True)
class Timing:
    """When, whether it is recalled rather than told, and the words that date it; `is_ahead`: a day to come."""

    dates: DateRange
    is_background: bool
    moment: Moment | None = None
    is_ahead: bool = False


def read_timing(parse: Parse, hit: Hit, standing: Standing, sentence: Sentence, *, published: date | None) -> Timing:
    """Return when the trigger's act happened, and whether the article recalls it as past context."""
    moments = find_moments(parse.words.text)
    own = _own_moment(parse, hit, moments)
    looks_ahead = own is not None and _looks_ahead(parse, own, published, is_plan=standing.is_ahead)
    dates = resolve(own, published, is_ahead=looks_ahead) if own is not None else DateRange()
    if own is not None and _is_future(dates, published):
        others = [moment for moment in moments if moment is not own]
        return Timing(_news_date(others, published), is_background=False, is_ahead=True)
    is_since = own is not None and _word_before(parse, own) == "since"
    background = _is_background(parse, hit, standing, sentence, dates, published=published)
    if standing.is_ahead and standing.status is not Status.ALLEGED and not background and own is None:
        return Timing(_news_date(moments, published), is_background=False)
    if dates.precision is not DatePrecision.UNKNOWN:
        return Timing(dates, is_background=background or (is_since and not standing.has_verb), moment=own)
    if background:
        return Timing(DateRange(), is_background=True)
    return Timing(_news_date(moments, published), is_background=False)


def _looks_ahead(parse: Parse, moment: Moment, published: date | None, *, is_plan: bool) -> bool:
    """Tell whether a time expression is of the future.

    It is with a plan or in a "will" clause, unless it dates the saying; and where a day lies shortly ahead and no
    verb is of the past.
    """
    token = _token_at(parse, moment)
    if token is None:
        return False
    top = _clause_top(parse, token)
    if parse.lower[top] in _SAYING:
        return False
    if is_plan or any(parse.deps[child] == "aux" and parse.lower[child] in _FUTURE for child in parse.children[top]):
        return True
    if moment.kind != "day_month" or parse.tags[top] in ("VBD", "VBN") or published is None:
        return False
    ahead = resolve(moment, published, is_ahead=True).start
    return ahead is not None and 0 < (ahead - published).days <= _SOON_DAYS


def _news_date(moments: Sequence[Moment], published: date | None) -> DateRange:
    """Return the day of the saying where the sentence gives one, else the day of publication, else unknown."""
    for moment in moments:
        if moment.kind in ("weekday", "day_shift", "day_month"):
            dates = resolve(moment, published)
            if not _is_future(dates, published) and _is_recent(dates, published):
                return dates
    if published is None:
        return DateRange()
    return DateRange(published, published, DatePrecision.DAY, DateBasis.PUBLICATION)


def _own_moment(parse: Parse, hit: Hit, moments: Sequence[Moment]) -> Moment | None:
    """Return the time expression of the trigger's clause, the nearest one where there are several."""
    if not moments:
        return None
    clause = _clause_top(parse, hit.head)
    best: tuple[int, Moment] | None = None
    for moment in moments:
        token = _token_at(parse, moment)
        if token is None or not _may_date(parse, token, hit):
            continue
        distance = abs(token - hit.head) + (0 if _clause_top(parse, token) == clause else 12)
        if distance <= 30 and (best is None or distance < best[0]):
            best = (distance, moment)
    return best[1] if best is not None and best[0] < 26 else None


def _may_date(parse: Parse, token: int, hit: Hit) -> bool:
    """Tell whether a time expression is free to date the trigger: in "the 2022 coup" it dates the coup alone."""
    head = parse.heads[token]
    is_tied = parse.deps[token] in ("nummod", "amod", "compound", "nmod:poss", "nmod:unmarked", "nmod:desc")
    if is_tied and parse.tags[head] in ("NN", "NNS") and head != hit.head:
        return hit.start <= head < hit.end or parse.heads[hit.head] == head
    return True


def _clause_top(parse: Parse, token: int) -> int:
    while parse.heads[token] != token and not (parse.deps[token] in _CLAUSE_TOPS and parse.is_verb(token)):
        token = parse.heads[token]
    return token


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
    return published is not None and dates.start is not None and (published - dates.start).days <= 8


def _is_background(
    parse: Parse, hit: Hit, standing: Standing, sentence: Sentence, dates: DateRange, *, published: date | None
) -> bool:
    """Tell whether the article recalls the act: it is old, told in a side clause or by a bare noun, or had happened."""
    if dates.end is not None and published is not None:
        return (published - dates.end).days > _OLD_DAYS or (
            dates.precision is not DatePrecision.DAY and not _same_month(dates, published)
        )
    if sentence.field is Field.HEADLINE or sentence.number == 0:
        return not standing.has_verb and standing.status in (Status.UNDER_WAY, Status.COMPLETED)
    if standing.is_ahead:
        return False
    top = _clause_top(parse, hit.head)
    helpers = {parse.lower[child] for child in parse.children[top] if parse.deps[child].startswith("aux")}
    if "had" in helpers:
        return True
    if not standing.has_verb and not hit.pattern.event_type.is_mutual:
        return True
    is_recalled = hit.pattern.event_type.is_mostly_recalled and sentence.number > _LEAD
    if _is_standing_state(hit, standing) or is_recalled:
        return True
    in_side_clause = parse.deps[top] in ("acl:relcl", "acl")
    return in_side_clause or bool(_RECALLING & set(_words_above(parse, hit.head)))


def _is_standing_state(hit: Hit, standing: Standing) -> bool:
    """Tell whether the words tell of a state that goes on, not of a new act: sanctions in force, troops stationed."""
    event_type, trigger = hit.pattern.event_type, hit.pattern.trigger
    is_state = trigger.status in (Status.UNDER_WAY, Status.ALLEGED) and standing.status is trigger.status
    return is_state and not event_type.is_mutual and event_type.key != "mediation"


def _words_above(parse: Parse, token: int) -> Iterator[str]:
    """Yield the prepositions, adverbs and adjectives on the way from a token to the root."""
    for _ in range(_MAX_CLIMB):
        for child in parse.children[token]:
            if parse.deps[child] in ("case", "mark", "advmod", "amod"):
                yield parse.lower[child]
        if parse.heads[token] == token:
            return
        token = parse.heads[token]


def _same_month(dates: DateRange, published: date) -> bool:
    return dates.start is not None and (dates.start.year, dates.start.month) == (published.year, published.month)
