"""An article seen as a whole: whom it names, how often, where, and who is named together.

The fitted judge asks it what a single sentence cannot tell: whether a side is what the article is about, or named once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.extraction.names.mentions import Mention
from data.extraction.text.sentences import Sentence
from data.model import Field

_LEAD_SENTENCES = 3
_HEADLINE_WEIGHT, _LEAD_WEIGHT = 3, 2
_LAST_RANK = 9


@dataclass(frozen=True, slots=True)
class View:
    """Who is named where. `order` has the codes from the most to the least named; `together` counts sentences."""

    weights: Mapping[str, int]
    order: Sequence[str]
    in_headline: frozenset[str]
    in_lead: frozenset[str]
    together: Mapping[frozenset[str], int]
    by_sentence: Mapping[tuple[Field, int], Sequence[str]]

    def rank(self, code: str) -> int:
        """Return how many codes are named more often, 9 at most."""
        return min(self.order.index(code), _LAST_RANK) if code in self.weights else _LAST_RANK

    def share(self, code: str) -> float:
        """Return which part of all that is named is this code."""
        return self.weights.get(code, 0) / max(1, sum(self.weights.values()))

    def pair_count(self, one: str, other: str) -> int:
        """Return in how many sentences both are named."""
        return self.together.get(frozenset((one, other)), 0)

    def before(self, sentence: Sentence) -> Sequence[str]:
        """Return who is named in the sentence before, in the order of the text."""
        if sentence.field is Field.HEADLINE:
            return ()
        return self.by_sentence.get((sentence.field, sentence.number - 1), ())


def view_of(read: Iterable[tuple[Sentence, Sequence[Mention]]]) -> View:
    """Return the view of an article from its sentences and the names in them."""
    weights: Counter[str] = Counter()
    together: Counter[frozenset[str]] = Counter()
    by_sentence: dict[tuple[Field, int], Sequence[str]] = {}
    for sentence, mentions in read:
        codes = tuple(dict.fromkeys(code for mention in mentions for code in mention.codes))
        by_sentence[sentence.field, sentence.number] = codes
        for mention in mentions:
            weights[mention.code] += _weight(sentence)
        together.update(frozenset((one, other)) for at, one in enumerate(codes) for other in codes[at + 1 :])
    return View(
        weights=weights,
        order=[code for code, _ in weights.most_common()],
        in_headline=_codes(by_sentence, lambda field, _: field is Field.HEADLINE),
        in_lead=_codes(by_sentence, lambda field, number: field is Field.TEXT and number < _LEAD_SENTENCES),
        together=together,
        by_sentence=by_sentence,
    )


def _weight(sentence: Sentence) -> int:
    if sentence.field is Field.HEADLINE:
        return _HEADLINE_WEIGHT
    return _LEAD_WEIGHT if sentence.number < _LEAD_SENTENCES else 1


def _codes(
    by_sentence: Mapping[tuple[Field, int], Sequence[str]], is_there: Callable[[Field, int], bool]
) -> frozenset[str]:
    return frozenset(code for place, codes in by_sentence.items() if is_there(*place) for code in codes)
