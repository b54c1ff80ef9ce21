"""The inflected forms of English verbs and nouns, so that a table lists a word once and its text forms are found.

Regular forms by rule, the others by seeds/extraction/irregular.toml. Too many forms do no harm (a form that nobody
writes is never met); a form that is missing is a word that is never seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from data.extraction.text.word_lists import word_list
from data.reference.tables import SEEDS, read_records

_VOWELS = "aeiou"
_DOUBLED = word_list("doubled_consonant")


@dataclass(frozen=True, slots=True)
class Irregular:
    """A word with forms that no rule makes."""

    base: str
    forms: tuple[str, ...]


@cache
def _irregular() -> Mapping[str, Irregular]:
    return read_records(SEEDS / "extraction" / "irregular.toml", "word", Irregular, key="base")


def verb_forms(phrase: str) -> set[str]:
    """Return every form of a verb phrase in lower case; only its first word bends: `take over` -> `took over`."""
    verb, _, rest = phrase.partition(" ")
    forms = {verb, *_present_and_past(verb)}
    if verb in _irregular():
        forms |= set(_irregular()[verb].forms)
    return {f"{form} {rest}".strip() for form in forms}


def noun_forms(phrase: str) -> set[str]:
    """Return a noun phrase and its plurals: that of its last word, and of the word before an `of`."""
    words = phrase.split(" ")
    forms = {phrase, " ".join([*words[:-1], _plural(words[-1])])}
    if "of" in words[1:]:
        at = words.index("of") - 1
        bent = [*words[:at], _plural(words[at]), *words[at + 1 :]]
        forms |= {" ".join(bent), " ".join([*bent[:-1], _plural(words[-1])])}
    return forms


def _present_and_past(verb: str) -> set[str]:
    third = _plural(verb)
    if verb.endswith("e"):
        return {third, f"{verb}d", f"{verb[:-1]}ing"}
    if verb.endswith("y") and len(verb) > 1 and verb[-2] not in _VOWELS:
        return {third, f"{verb[:-1]}ied", f"{verb}ing"}
    stems = {verb + verb[-1], verb} if verb in _DOUBLED else {verb}
    return {third} | {stem + ending for stem in stems for ending in ("ed", "ing")}


def _plural(noun: str) -> str:
    if noun in _irregular():
        return next((form for form in _irregular()[noun].forms if form.endswith("s")), noun + "s")
    if noun.endswith("y") and len(noun) > 1 and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")
