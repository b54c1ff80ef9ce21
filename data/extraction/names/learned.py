"""Learn from the article whom its names belong to: "Emirati port operator Y", "Iraq's Prime Minister X".

Three patterns, read from tokens and capitals: nationality, title and name; name, comma, nationality and title; title,
name, of, country. What is learned holds for this article alone, for the full name and for its last word. A name that
the tables know keeps what the tables say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.extraction.grammar.parsing import Words
from data.extraction.names.mentions import Entity, Mention, MentionKind
from data.extraction.text.word_lists import word_list

_MAX_TITLE, _MAX_NAME = 7, 4
_PARTICLES = word_list("name_particles")
_TITLE_LINKS = word_list("title_links")


def learn_names(
    sentences: Iterable[tuple[Words, Sequence[Mention]]], *, officials: frozenset[str], bodies: frozenset[str]
) -> list[Entity]:
    """Return the names that the article itself assigns to a country; the first assignment of a name holds."""
    learned: dict[str, Entity] = {}
    for words, mentions in sentences:
        for mention in mentions:
            if mention.kind in (MentionKind.PERSON, MentionKind.ACTOR) or mention.suffix:
                continue
            for name, title in (*_after(words, mention), *_before(words, mention)):
                kind = _kind(title, officials, bodies)
                if kind is not None:
                    _keep(learned, name, mention.code, kind)
    return list(learned.values())


def _keep(learned: dict[str, Entity], name: list[str], code: str, kind: MentionKind) -> None:
    full = " ".join(name)
    learned.setdefault(full, Entity(full, code, kind, full))
    if kind is MentionKind.PERSON and len(name) > 1 and len(name[-1]) > 2:
        learned.setdefault(name[-1], Entity(name[-1], code, kind, full))


def _kind(title: Sequence[str], officials: frozenset[str], bodies: frozenset[str]) -> MentionKind | None:
    if any(word in bodies for word in title):
        return MentionKind.ACTOR
    if any(word in officials for word in title):
        return MentionKind.PERSON
    return None


def _after(words: Words, mention: Mention) -> Iterable[tuple[list[str], list[str]]]:
    """Yield the name that follows a nationality and a title: "French President Emmanuel Macron"."""
    at = mention.end
    title: list[str] = []
    while at < len(words.words) and len(title) < _MAX_TITLE:
        word, lower = words.words[at], words.lower[at]
        if (
            lower == "'s"
            or lower in _TITLE_LINKS
            or (word.isalpha() and word.islower())
            or (word[0].isupper() and not _begins_name(words, at))
        ):
            title.append(lower)
        else:
            break
        at += 1
    name = _name(words, at)
    if name and title and title[-1] not in ("of", "and", "the", "for", "'s"):
        yield name, title


def _begins_name(words: Words, at: int) -> bool:
    """Tell whether a capitalised word is a name already, rather than a capitalised title ("Foreign Minister")."""
    return words.lower[at] not in _TITLE_WORDS


def _name(words: Words, at: int) -> list[str]:
    name: list[str] = []
    while at < len(words.words) and len(name) < _MAX_NAME + 2:
        word, lower = words.words[at], words.lower[at]
        if (word[0].isupper() and word[:1].isalpha() and lower not in _TITLE_WORDS) or (
            name and lower in _PARTICLES and at + 1 < len(words.words) and words.words[at + 1][:1].isupper()
        ):
            name.append(word)
        else:
            break
        at += 1
    return name


def _before(words: Words, mention: Mention) -> Iterable[tuple[list[str], list[str]]]:
    """Yield the name before a comma and a nationality with a title: "Y, the Emirati port operator"."""
    at = mention.start - 1
    if at >= 0 and words.lower[at] in ("the", "a", "an"):
        at -= 1
    if at < 1 or words.lower[at] not in (",", "("):
        if at >= 1 and words.lower[at] == "of":
            yield from _of_country(words, at)
        return
    name = _name_back(words, at - 1)
    title = [lower for lower in words.lower[mention.end : mention.end + _MAX_TITLE] if lower.isalpha() or lower == "'s"]
    if name and title:
        yield name, title[:_MAX_TITLE]


def _of_country(words: Words, of: int) -> Iterable[tuple[list[str], list[str]]]:
    """Yield the name in "Prime Minister Mohammed Al-Sudani of Iraq"."""
    name = _name_back(words, of - 1)
    first = of - len(name)
    title = [words.lower[at] for at in range(max(0, first - 3), first)]
    if name:
        yield name, title


def _name_back(words: Words, at: int) -> list[str]:
    name: list[str] = []
    while at >= 0 and len(name) < _MAX_NAME + 2:
        word, lower = words.words[at], words.lower[at]
        if (word[0].isupper() and word[:1].isalpha() and lower not in _TITLE_WORDS) or (
            name and lower in _PARTICLES and at > 0 and words.words[at - 1][:1].isupper()
        ):
            name.insert(0, word)
        else:
            break
        at -= 1
    return name


_TITLE_WORDS = word_list("title_words") | word_list("calendar")
