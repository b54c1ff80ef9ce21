"""Find the triggers of a sentence: words of the event types' tables, in the right part of speech, with what they need.

A hit is no event yet: who and to whom is for `roles`. Of the hits of one type, one inside another is dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from data.extraction.grammar.parsing import Parse
from data.extraction.text.forms import noun_forms, verb_forms
from data.extraction.text.phrases import PhraseIndex, tokens_of
from data.extraction.text.word_classes import WordClass
from data.reference.event_types import EventType, Trigger, word_classes
from data.reference.tables import TableError

LEAST_CERTAINTY = 0.38
"""How certain a reading must be for the rules alone to report it; a trigger below it only proposes."""
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Pattern:
    """One phrase of one trigger of one type."""

    event_type: EventType
    trigger: Trigger
    is_verb: bool

    @property
    def rule_id(self) -> str:
        """The rule's name in records: type, then trigger."""
        return f"{self.event_type.key}.{self.trigger.id}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger met in a sentence: half-open token span and the token that heads it."""

    pattern: Pattern
    start: int
    end: int
    head: int

    @property
    def only_proposes(self) -> bool:
        """Whether the trigger leaves it to the judge: the rules alone never report what it tells."""
        return self.pattern.trigger.confidence < LEAST_CERTAINTY


TriggerIndex = PhraseIndex[Pattern]


def build_triggers(types: Iterable[EventType], classes: Mapping[str, WordClass]) -> TriggerIndex:
    """Return an index over all phrases of all triggers; raises `TableError` for a word class that is not there."""
    index: TriggerIndex = PhraseIndex()
    for event_type in types:
        for trigger in event_type.trigger:
            where = f'seeds/event_types/{event_type.key}.toml, trigger "{trigger.id}"'
            _require_classes(where, trigger, classes)
            verb, noun = (Pattern(event_type, trigger, is_verb) for is_verb in (True, False))
            for form in {form for phrase in trigger.verbs for form in verb_forms(phrase)}:
                index.add(form, verb)
            for form in {form for phrase in trigger.nouns for form in _expand(phrase, classes)}:
                index.add(form, noun)
    return index


def trigger_words(types: Iterable[EventType], classes: Mapping[str, WordClass]) -> set[str]:
    """Return the first word of every trigger phrase, for the pass that decides what is parsed at all."""
    found: set[str] = set()
    for event_type in types:
        for trigger in event_type.trigger:
            for phrase in trigger.verbs:
                found |= {tokens_of(form)[0] for form in verb_forms(phrase)}
            for phrase in trigger.nouns:
                found |= {tokens_of(form)[0] for form in _expand(phrase, classes)}
    return found


def find_triggers(parse: Parse, index: TriggerIndex) -> list[Hit]:
    """Return the hits of a sentence in the order of the text."""
    hits = []
    for start, end, patterns in index.all_matches(parse.lower):
        for pattern in patterns:
            head = _head(parse, start, end, is_verb=pattern.is_verb)
            if head is not None:
                hits.append(Hit(pattern, start, end, head))
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for hit in hits:
        spans[hit.pattern.event_type.key].add((hit.start, hit.end))
    return [hit for hit in hits if not _is_inside_another(hit, spans[hit.pattern.event_type.key])]


def promising(
    lower: Sequence[str], index: TriggerIndex, classes: Mapping[str, frozenset[int]], *, is_named: bool = True
) -> list[tuple[int, Pattern]]:
    """Return, without a parse, the triggers that a sentence may hold with what they need, each with its first token.

    Where a sentence names nobody (`is_named`), what two sides do together is not looked for.
    """
    padded = f" {' '.join(lower)} "
    return [
        (start, pattern)
        for start, _, patterns in index.all_matches(lower)
        for pattern in patterns
        if (is_named or not pattern.event_type.is_mutual)
        and may_need(pattern.trigger, classes)
        and not is_excluded(pattern, padded)
    ]


def may_need(trigger: Trigger, classes: Mapping[str, frozenset[int]]) -> bool:
    """Tell whether a sentence holds a word that the trigger needs, wherever it stands."""
    return not trigger.needs or any(classes.get(key) for key in trigger.needs)


def is_excluded(pattern: Pattern, padded: str) -> bool:
    """Tell whether a sentence, in lower case between two blanks, holds a word that the trigger excludes."""
    return any(f" {word} " in padded for word in (*pattern.trigger.excludes, *pattern.event_type.excludes))


def _expand(phrase: str, classes: Mapping[str, WordClass]) -> set[str]:
    """Return all phrases that a pattern with word classes stands for, in singular and plural."""
    choices = [classes[part[1:-1]].words if part.startswith("<") else (part,) for part in phrase.split(" ")]
    return {form for words in product(*choices) for form in noun_forms(" ".join(words))}


def _require_classes(where: str, trigger: Trigger, classes: Mapping[str, WordClass]) -> None:
    for key in (*trigger.needs, *(key for phrase in trigger.nouns for key in word_classes(phrase))):
        if key not in classes:
            raise TableError(f'{where}: unknown word class "{key}"; add it to seeds/extraction/words.toml')


def _head(parse: Parse, start: int, end: int, *, is_verb: bool) -> int | None:
    if is_verb:
        return start if _is_this_verb(parse, start, end) else None
    heads = [
        token for token in range(start, end) if not start <= parse.heads[token] < end or parse.heads[token] == token
    ]
    nouns = [token for token in heads if parse.is_noun(token) or parse.tags[token] == "VBG"]
    if nouns:
        return nouns[0]
    return end - 1 if end - start > 1 and (parse.is_noun(end - 1) or parse.tags[end - 1] == "VBG") else None


def _is_this_verb(parse: Parse, start: int, end: int) -> bool:
    """Tell whether a token is a verb, and not another one by its particle: "give up" is no giving."""
    particles = [
        child
        for child in parse.children[start]
        # "deployed up to 4,000 troops" has no particle.
        if parse.deps[child] == "compound:prt" and parse.lower[child + 1 : child + 2] != ("to",)
    ]
    is_whole = all(start <= child < end for child in particles)
    # The parser now and then hangs a finite verb on a noun; what is tagged so is a verb all the same.
    is_attribute = parse.deps[start] == "case" or (
        parse.deps[start] in ("amod", "compound") and parse.tags[start] in ("VBN", "VBG")
    )
    return is_whole and parse.is_verb(start) and not is_attribute


def _is_inside_another(hit: Hit, spans: Collection[tuple[int, int]]) -> bool:
    """Tell whether a hit lies within a longer one; `spans` are those of all hits of its type."""
    length = hit.end - hit.start
    return any(start <= hit.start and hit.end <= end and end - start > length for start, end in spans)


def meets_needs(
    hit: Hit, parse: Parse, slots: Mapping[str, Sequence[int]], classes: Mapping[str, frozenset[int]]
) -> bool:
    """Tell whether the words that the trigger needs stand where it needs them."""
    trigger = hit.pattern.trigger
    if not trigger.needs:
        return True
    wanted = frozenset().union(*(classes.get(key, frozenset()) for key in trigger.needs))
    if not wanted or trigger.needs_in == "sentence":
        return bool(wanted)
    return any(token in wanted for token in _room(hit, parse, slots))


def _room(hit: Hit, parse: Parse, slots: Mapping[str, Sequence[int]]) -> Iterator[int]:
    """Yield the tokens where a needed word may stand: the object or subject, or close by where grammar has none."""
    name = hit.pattern.trigger.needs_in
    heads = slots.get(name, ())
    for head in heads:
        yield from _phrase_tokens(parse, head)
    if name == "object":
        if not hit.pattern.is_verb:
            yield from (token for head in slots.get("of", ()) for token in _phrase_tokens(parse, head))
            yield from range(max(0, hit.start - 3), hit.start)
        for token in range(hit.end, min(len(parse.lower), hit.end + _NEAR)):
            is_gerund = not hit.pattern.is_verb and parse.tags[token] == "VBG"
            if parse.is_verb(token) and parse.deps[token] != "amod" and not is_gerund:
                break
            yield token
    elif not heads:
        yield from range(max(0, hit.start - _NEAR), hit.start)


def _phrase_tokens(parse: Parse, head: int) -> set[int]:
    """Return the tokens of a noun phrase without the clauses that hang on it."""
    found, open_ = {head}, [head]
    while open_:
        for child in parse.children[open_.pop()]:
            if parse.deps[child] not in ("acl", "acl:relcl", "advcl", "ccomp", "parataxis") and child not in found:
                found.add(child)
                open_.append(child)
    return found
