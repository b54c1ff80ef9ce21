"""Tell whether a time expression is of the future, by the tense of the verb that it belongs to.

"Will visit on Friday", "plans to visit on Friday", "a visit to be held on Friday" look ahead; "pledged on Friday" and
"said on Friday" do not, whatever was pledged. A day without a year that lies shortly ahead is one where no verb of
the past says otherwise.
"""

from __future__ import annotations

from datetime import date

from data.extraction.dates.moments import Moment, resolve
from data.extraction.grammar.clauses import verb_above
from data.extraction.grammar.parsing import Parse
from data.extraction.grammar.verb_forms import FUTURE, SAYING, has_to, helpers
from data.extraction.text.word_lists import word_list

_SOON_DAYS = 30
_PAST_HELPERS = frozenset({"had", "has", "have", "was", "were"})
_DEADLINES = ("by", "until", "till")
_SINGLED_OUT = word_list("singled_out")


def looks_ahead(parse: Parse, moment: Moment, token: int, published: date | None, *, is_plan: bool) -> bool:
    """Tell whether a time expression at a token is of the future. `is_plan`: what the sentence tells of is one."""
    if moment.is_coming or (is_plan and parse.case(token) in _DEADLINES):
        return True
    verb = verb_above(parse, token)
    own = helpers(parse, verb)
    if parse.lower[verb] in SAYING:
        return False
    if own & FUTURE or "would" in own or _is_still_to_do(parse, verb):
        return True
    if not has_to(parse, verb) and (parse.tags[verb] == "VBD" or own & _PAST_HELPERS):
        return False
    if is_plan and (has_to(parse, verb) or parse.tags[verb] != "VBN"):
        return True
    return moment.kind == "day_month" and _is_soon(moment, published)


def _is_still_to_do(parse: Parse, verb: int) -> bool:
    """Tell whether an infinitive is of the future: "to be held", "will aim to hold", but not "the first to visit"."""
    if not has_to(parse, verb):
        return False
    above = parse.heads[verb]
    if parse.deps[verb] == "xcomp":
        return bool(helpers(parse, above) & FUTURE)
    is_first = any(parse.lower[child] in _SINGLED_OUT or parse.tags[child] == "JJS" for child in parse.children[above])
    return "be" in helpers(parse, verb) or (parse.deps[verb] == "acl" and not is_first)


def _is_soon(moment: Moment, published: date | None) -> bool:
    if published is None:
        return False
    start = resolve(moment, published, is_ahead=True).start
    return start is not None and 0 < (start - published).days <= _SOON_DAYS
