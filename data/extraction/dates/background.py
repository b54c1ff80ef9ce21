"""Tell whether an article recalls an act as past context rather than telling it as news (codebook, section 5).

By rules, not by fitted weights: on the articles that the judge was made on, weights over tense, place, age and
wording were no better in cross-validation than these rules. What is undated deep in an article stays hard to tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data.extraction.grammar.clauses import clause_top
from data.extraction.grammar.parsing import Parse
from data.extraction.grammar.verb_forms import helpers
from data.extraction.roles.triggers import Hit
from data.extraction.status.standing import Standing
from data.extraction.text.sentences import Sentence
from data.extraction.text.word_lists import word_list
from data.model import DatePrecision, DateRange, Field, Status

_OLD_DAYS = 45
_MAX_CLIMB = 8
_LEAD = 3
_RECALLING = word_list("recalling")


def is_background(
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
    top = clause_top(parse, hit.head)
    if "had" in helpers(parse, top):
        return True
    if not standing.has_verb and not hit.pattern.event_type.is_mutual:
        return True
    is_recalled = hit.pattern.event_type.is_mostly_recalled and sentence.number > _LEAD
    if is_standing_state(hit, standing) or is_recalled:
        return True
    in_side_clause = parse.deps[top] in ("acl:relcl", "acl")
    return in_side_clause or bool(_RECALLING & set(_words_above(parse, hit.head)))


def is_standing_state(hit: Hit, standing: Standing) -> bool:
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
