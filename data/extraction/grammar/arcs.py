"""Find the grammar of many sentences at once: what spaCy's own parser finds, with its weights and its transitions.

spaCy scores one move of one sentence at a time, in small pieces; here each step scores the next move of all sentences
by a few numpy operations, and spaCy then makes the moves. What depends on a token and the place it is looked at from
is worked out once a token. Refused, with one line: another architecture than a `TransitionBasedParser` with an upper
layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
from spacy.ml.parser_model import ParserStepModel
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc

from data.extraction.grammar.tok2vec import MEND, Floats


class ArcFinder:
    """The moves of one pipeline's parser, scored by numpy."""

    def __init__(self, parser: DependencyParser) -> None:
        """`parser` is the pipeline's component; raises `ValueError` where its model is not read here."""
        try:
            _, _, linear = parser.model.get_ref("tok2vec").layers
            lower, upper = parser.model.get_ref("lower"), parser.model.get_ref("upper")
            pieces, bias = lower.get_param("W"), lower.get_param("b")
            scores, shift = upper.get_param("W"), upper.get_param("b")
            self._weights = _folded(pieces, linear.get_param("W"), linear.get_param("b"))
        except (AttributeError, KeyError, ValueError) as trouble:
            raise ValueError(f"seeds/parser/model: not the parser that is read here ({trouble}); {MEND}") from trouble
        self._parser = parser
        self._places, self._hidden, self._pieces, _ = pieces.shape
        self._bias = np.ascontiguousarray(bias.T.reshape(-1))
        self._blank = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(self._places, -1)
        self._scores, self._shift = np.ascontiguousarray(scores.T), shift
        self._asking = SimpleNamespace(state2vec=SimpleNamespace(nF=self._places))

    def annotate(self, documents: Sequence[Doc], vectors: Floats) -> None:
        """Set heads and relations of documents; `vectors` has one row for each token of all of them."""
        states = self._parser.moves.init_batch(documents)
        seen = self._seen(vectors)
        places = np.arange(self._places)
        # Where a place is empty its token is -1, and the last rows are the blank ones.
        unfinished = [state for state in states if not state.is_final()]
        while unfinished:
            tokens = ParserStepModel.get_token_ids(self._asking, unfinished)
            rows = seen.take(tokens * self._places + places, axis=0, mode="wrap")
            unfinished = self._parser.transition_states(unfinished, self._scored(rows.sum(axis=1)))
        self._parser.set_annotations(documents, states)

    def _seen(self, vectors: Floats) -> Floats:
        """Return a row for each token and place: what the token adds to a state when it stands at that place."""
        ones = np.ones((len(vectors), 1), np.float32)
        seen = np.empty((len(vectors) + 1, self._weights.shape[1]), np.float32)
        np.matmul(np.hstack([vectors, ones]), self._weights, out=seen[:-1])
        seen[-1] = self._blank.reshape(-1)
        return seen.reshape(-1, self._hidden * self._pieces)

    def _scored(self, sums: Floats) -> Floats:
        """Return the score of each move for each state."""
        sums += self._bias
        best = sums[:, : self._hidden]
        for at in range(self._hidden, sums.shape[1], self._hidden):
            best = np.maximum(best, sums[:, at : at + self._hidden])
        scores: Floats = best @ self._scores
        scores += self._shift
        return scores


def _folded(pieces: Floats, linear: Floats, bias: Floats) -> Floats:
    """Return both layers as one matrix: token vector and a 1 -> for each place, the pieces one behind the other."""
    places, hidden, count, inner = pieces.shape
    lower = pieces.transpose(0, 2, 1, 3).reshape(places * count * hidden, inner)
    return np.ascontiguousarray(np.vstack([linear.T, bias[None]]) @ lower.T)
