"""Give each token of a sentence its vector in context: what spaCy's own `tok2vec` gives, several times as fast.

It runs the weights of seeds/parser through numpy instead of thinc. A word's own vector depends on the word alone, so
it is made once by spaCy's embedding layer and kept; the convolutions over it are single matrix products for many
sentences at once. Refused, with one line: weights of another architecture than `MultiHashEmbed` under a
`MaxoutWindowEncoder` of window 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

Floats = npt.NDArray[np.float32]

MOST_WORDS = 40_000
"""How many words' vectors are kept (16 MB); when there are more, all are forgotten and made anew."""
MEND = "train it anew with tools/train_parser.py"
_TINY = 1e-8


@dataclass(frozen=True, slots=True)
class _Layer:
    """One convolution: `weights` is input x (pieces * width), the pieces one behind the other."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    def apply(self, vectors: Floats) -> Floats:
        """Return the layer's output for padded rows: window, maxout over three pieces, normalised."""
        width = vectors.shape[1]
        windows = np.zeros((len(vectors), 3 * width), np.float32)
        windows[1:, :width] = vectors[:-1]
        windows[:, width : 2 * width] = vectors
        windows[:-1, 2 * width :] = vectors[1:]
        pieces = windows @ self.weights
        pieces += self.bias
        best = pieces[:, :width]
        for at in range(width, pieces.shape[1], width):
            best = np.maximum(best, pieces[:, at : at + width])
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(_TINY)
        best *= (1 / np.sqrt(spread))[:, None]
        best *= self.gain
        best += self.shift
        return best


class Tok2Vec:
    """The token vectors of one pipeline. Threads may share it."""

    def __init__(self, model: Model[Any, Any], vocab: Vocab) -> None:
        """`model` is that of the pipeline's component `tok2vec`; raises `ValueError` where it is not read here."""
        try:
            self._embed, convolutions = model.layers
            self._layers = [_layer(residual) for residual in convolutions.layers[0].layers]
            if not self._layers:
                raise ValueError("no convolution")
        except (AttributeError, IndexError, KeyError, ValueError) as trouble:
            raise ValueError(f"seeds/parser/model: not the tok2vec that is read here ({trouble}); {MEND}") from trouble
        untyped: Any = vocab
        self._features = untyped.lex_attr_getters
        self._width = int(model.get_dim("nO"))
        self._lock = Lock()
        self._forget()

    def vectors(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """Return one row for each token of all sentences in turn; at most `MOST_WORDS` tokens at once."""
        # Blank rows between two sentences, as many as there are layers, keep the one out of the other's windows.
        pad = len(self._layers)
        places = []
        end = pad
        for sentence in sentences:
            places.append((end, end + len(sentence)))
            end += len(sentence) + pad
        vectors = np.zeros((end, self._width), np.float32)
        with self._lock:
            self._learn({word for sentence in sentences for word in sentence})
            for (start, stop), sentence in zip(places, sentences, strict=True):
                vectors[start:stop] = self._known[[self._rows[word] for word in sentence]]
        for layer in self._layers:
            vectors += layer.apply(vectors)
        return np.concatenate([vectors[start:stop] for start, stop in places])

    def _learn(self, words: set[str]) -> None:
        """Take up the words that are not known yet; forget all others where there is no room for them."""
        new = words - self._rows.keys()
        if not new:
            return
        if len(self._rows) + len(new) > MOST_WORDS:
            self._forget()
            new = words
        start = len(self._rows)
        listed = sorted(new)
        self._known[start : start + len(listed)] = self._embed.predict(
            [Doc(self._vocab, words=[*map(_whole, listed)])]
        )[0]
        self._rows.update(zip(listed, range(start, start + len(listed)), strict=True))

    def _forget(self) -> None:
        self._rows: dict[str, int] = {}
        self._known = np.empty((MOST_WORDS, self._width), np.float32)
        # A vocabulary never lets go of a word either.
        self._vocab = Vocab(lex_attr_getters=self._features)


def _whole(word: str) -> str:
    """Return a word without halves of characters (lone surrogates), which spaCy has no number for."""
    return word.encode("utf-8", "replace").decode()


def _layer(residual: Model[Any, Any]) -> _Layer:
    window = residual.layers[0]
    maxout, norm = window.layers[1].layers[0].layers
    weights: Floats = np.asarray(maxout.get_param("W"))
    width, pieces, inputs = weights.shape
    if inputs != 3 * width:
        raise ValueError(f"a window of {inputs // width} words")
    return _Layer(
        weights=np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, pieces * width)),
        bias=np.ascontiguousarray(np.asarray(maxout.get_param("b")).T.reshape(pieces * width)),
        gain=np.asarray(norm.get_param("G")),
        shift=np.asarray(norm.get_param("b")),
    )
