"""Which articles could be copies of one another at all: a fingerprint of the wording, equal for equal words anywhere.

A text is its words, in order, blind to case, punctuation and the form of its letters. Its shingles are its runs of five
words. MinHash keeps of them a sample by which the share that two texts have in common shows; a band is a few values of
the sample hashed to one number, and two texts that share a band are worth comparing (locality-sensitive hashing). There
are two samples: of the whole text, and of its opening, since what is cut is cut at the end. By the probabilities of the
bands, the sample of the whole misses a pair that shares 70 % of its shingles once in 4,500 times, 50 % once in 14, 30 %
more often than not; that of the opening 90 % once in 7 million, 70 % once in 150. Both must miss it. So what is found
least surely is a small part from the middle of a text.

The law is fixed here to the last bit: SHA-1, the seeds, and the permutation scheme by name. A fingerprint is kept in
the store and compared with those of other years and machines, so a change of it makes a new schema of the store.
A text of fewer than 50 words has no fingerprint: in so few words, two who tell the same thing may well say the same.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from data.model import Article

FEWEST_WORDS = 50
MOST_WORDS = 5_000  # of a longer text only the first count, so that no text is dear to compare
OPENING_WORDS = 100
_SHINGLE_WORDS = 5
_BAND_VALUES = 3
_WHOLE_BANDS, _OPENING_BANDS = 20, 12
_WHOLE_SEED, _OPENING_SEED = 11, 13
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The bands of an article's wording, 64-bit and signed, and the day on which it was published (UTC)."""

    article_id: str
    day: date | None
    bands: tuple[int, ...]


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text by which it is compared: at most the first 5,000."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(match.group() for match, _ in zip(_WORD.finditer(plain), range(MOST_WORDS), strict=False))


def fingerprint(article: Article) -> Fingerprint | None:
    """Return the fingerprint of an article; None where its words are too few to tell a copy."""
    words = words_of(article.text)
    if len(words) < FEWEST_WORDS:
        return None
    whole = _bands(words, count=_WHOLE_BANDS, seed=_WHOLE_SEED)
    opening = _bands(words[:OPENING_WORDS], count=_OPENING_BANDS, seed=_OPENING_SEED)
    day = article.published_at.date() if article.published_at else None
    return Fingerprint(article.article_id, day, (*whole, *opening))


def _bands(words: Sequence[str], *, count: int, seed: int) -> Iterator[int]:
    """Yield the bands of one sample; a band's number depends on its seed and place, so that bands never mix."""
    from datasketch import MinHash  # half a second to load, and only a load of articles needs it

    sample = MinHash(num_perm=count * _BAND_VALUES, seed=seed, scheme="affine32")
    sample.update_batch(_shingles(words))
    values = sample.hashvalues.astype("<u4").reshape(count, _BAND_VALUES)
    for place, band in enumerate(values):
        digest = hashlib.blake2b(band.tobytes(), digest_size=8, salt=bytes((seed, place))).digest()
        yield int.from_bytes(digest, "little", signed=True)


def _shingles(words: Sequence[str]) -> set[bytes]:
    runs = zip(*(words[start:] for start in range(_SHINGLE_WORDS)), strict=False)
    return {" ".join(run).encode() for run in runs}
