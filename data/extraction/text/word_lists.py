"""The small closed lists of English words in seeds/extraction/word_lists.toml, by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from data.reference.tables import SEEDS, TableError, read_records


@dataclass(frozen=True, slots=True)
class WordList:
    """Words of one use; `note` says which."""

    key: str
    note: str
    words: tuple[str, ...]


def word_list(key: str) -> frozenset[str]:
    """Return the words of one list; raises `TableError` when there is no such list."""
    if key not in _word_lists():
        raise TableError(f'seeds/extraction/word_lists.toml: no list "{key}"; restore it from the repository')
    return frozenset(_word_lists()[key].words)


@cache
def _word_lists() -> Mapping[str, WordList]:
    return read_records(SEEDS / "extraction" / "word_lists.toml", "list", WordList, key="key")
