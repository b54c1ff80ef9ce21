"""Hold back from the parse what will hardly tell of an act: a fitted weight for each plain sign of a sentence.

The tables say which triggers a sentence may hold (`triggers.promising`); most such sentences still give no record.
Signs are read from tokens and names alone: the triggers and their types, how many are named and how, where the
sentence stands, its words in small letters, how often the article names the same. No country and no name has a sign
of its own. The weights are those of seeds/gate/weights.json, made by tools/train_gate.py, with the threshold set so
low that few records are lost. What is held back still tells coreference whom it names. Never held back: a sentence
with a trigger that the weights do not know, so that a new trigger works before they are made anew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from data.extraction.grammar.parsing import Words
from data.extraction.names.mentions import Mention
from data.extraction.roles.triggers import Pattern
from data.extraction.text.sentences import Sentence
from data.reference.tables import SEEDS

WEIGHTS = SEEDS / "gate" / "weights.json"
_STEPS = (1, 2, 3, 5, 8, 12, 20, 30, 45)
_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Glance:
    """A sentence as far as it is known without a parse. `triggers` are those it may hold, with their first token."""

    sentence: Sentence
    words: Words
    mentions: Sequence[Mention]
    triggers: Sequence[tuple[int, Pattern]]
    classes: Collection[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the article names in most sentences, and in how many of its sentences a trigger may stand."""

    topics: Sequence[str]
    promising_count: int


@dataclass(frozen=True, slots=True)
class Gate:
    """The fitted weights; a sentence is parsed where the sum of its signs' weights reaches `threshold`."""

    bias: float
    threshold: float
    rules: frozenset[str]
    weights: Mapping[str, float]

    def opens(self, glance: Glance, setting: Setting) -> bool:
        """Tell whether a sentence is worth a parse."""
        if any(pattern.rule_id not in self.rules for _, pattern in glance.triggers):
            return True
        return self.bias + sum(self.weights.get(sign, 0.0) for sign in signs(glance, setting)) >= self.threshold


@cache
def default_gate() -> Gate:
    """Return the gate of seeds/gate."""
    row = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Gate(row["bias"], row["threshold"], frozenset(row["rules"]), row["weights"])


def setting_of(glances: Iterable[Glance]) -> Setting:
    """Return what the signs of an article's sentences need to know of the article."""
    counts: Counter[str] = Counter()
    promising_count = 0
    for glance in glances:
        counts.update({mention.code for mention in glance.mentions})
        promising_count += bool(glance.triggers)
    topics = sorted(counts, key=lambda code: (-counts[code], code))[:_TOPICS]
    return Setting(topics, promising_count)


def signs(glance: Glance, setting: Setting) -> set[str]:
    """Return the signs of a sentence."""
    return {*_of_sentence(glance, setting), *_of_triggers(glance, setting), *_of_words(glance)}


def _of_sentence(glance: Glance, setting: Setting) -> Iterator[str]:
    codes = {mention.code for mention in glance.mentions}
    yield f"field={glance.sentence.field}"
    yield f"place={_step(glance.sentence.number)}"
    yield f"length={_step(len(glance.words.lower))}"
    yield f"names={_step(len(glance.mentions))}"
    yield f"codes={min(len(codes), 5)}"
    yield f"top={sum(code in codes for code in setting.topics)}"
    yield f"promising={_step(setting.promising_count)}"
    yield from (f"kind={mention.kind}" for mention in glance.mentions)
    yield from (f"class={key}" for key in glance.classes)


def _of_triggers(glance: Glance, setting: Setting) -> Iterator[str]:
    mentions = glance.mentions
    codes = {mention.code for mention in mentions}
    types = {pattern.event_type.key for _, pattern in glance.triggers}
    top = sum(code in codes for code in setting.topics)
    yield f"types={min(len(types), 5)}"
    yield f"rules={min(len({pattern.rule_id for _, pattern in glance.triggers}), 6)}"
    for key in types:
        yield from (f"type={key}", f"type={key},{min(len(codes), 2)}", f"type={key},top{top}")
    for start, pattern in glance.triggers:
        key = pattern.event_type.key
        form = "v" if pattern.is_verb else "n"
        before = sum(mention.start < start for mention in mentions)
        sides = f"{min(before, 2)}{min(len(mentions) - before, 2)}"
        near = _step(min((abs(start - mention.start) for mention in mentions), default=_STEPS[-1]))
        yield from (f"rule={pattern.rule_id}", f"form={glance.words.lower[start]}")
        yield from (f"near={near},{form}", f"near={near},{key}", f"sides={sides},{form}", f"sides={sides},{key}")


def _of_words(glance: Glance) -> Iterator[str]:
    """Yield a sign for each word in small letters, so that no name has one."""
    return (f"word={word}" for word in glance.words.words if word.islower())


def _step(count: int) -> int:
    return next((step for step, limit in enumerate(_STEPS) if count < limit), len(_STEPS))
