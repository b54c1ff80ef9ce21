"""Captions of photos: known by the credit that closes them, or by the words that open them ("FILE PHOTO:").

A caption that only repeats the article goes, one that adds a fact counts like any sentence, without its credit
(codebook, section 5). It adds a fact when it is a sentence and names a person, a place or a number that the rest of the
article does not. A credit alone always goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

MAX_CAPTION_CHARS = 300
_MIN_FACT_WORDS = 6
_STEM_CHARS = 4  # Mali, Malian and Mali's are one name
_AGENCY = (
    r"(?:Reuters|AFP|AP|AP Photo|EPA(?:-EFE)?|EFE|Getty(?: Images)?|Xinhua|TASS|Sputnik|Anadolu(?: Agency)?|AA"
    r"|Shutterstock|Alamy|Bloomberg|PA(?: Media| Wire)?|Rex|Zuma|ANSA|dpa|NurPhoto|ANI|PTI|Kyodo|Yonhap|VOA|UPI)"
)
_PICTURE = r"(?:photo(?:graph)?s?|image|picture|pic|foto|credit|illustration)"
# A photo's credit closes its caption, or is the whole line.
_CREDIT = re.compile(
    r"(?:[/|]\s*|\[|\(|^|(?<=[.!?”\"])\s*)"
    rf"(?:(?:file\s+)?{_PICTURE}(?:\s+(?:credit|by|courtesy|via))?s?\s*(?:[:/]|\bby\b|courtesy)"
    r"|(?:photo(?:graph)?|image|picture)\s+(?:credit|by|courtesy)\b|file(?:\s+photo)?\s*:)"
    r"[^.!?]{1,100}[)\]]?\.?$"
    r"|^image (?:source|copyright),\s.*$"
    r"|(?<=[a-z.”\"])(?-i:Image|Photo):\s[^.!?]{1,100}$"
    r"|\s©\s?[^.!?]{1,80}$"
    r"|(?-i:REUTERS/).{1,100}$",
    re.IGNORECASE,
)
_CREDIT_PATH = re.compile(
    rf"(?:[\[(][^\[\]()]{{0,60}}[/|]\s*{_AGENCY}(?:\s*(?:via|/)\s*{_AGENCY})?\s*[\])]"
    rf"|[/|]\s*{_AGENCY}(?:\s*/\s*{_AGENCY})*)\.?$"
)
_OPENING = re.compile(
    r"(?:\[\d+/\d+\]|Item \d+ of \d+\s|FILE\s*[:\-–]"
    r"|(?i:file (?:photo|picture|image)|(?:image|media) caption)\s*[:,\-–])\s*"
)
# When the picture was taken is no fact of its own.
_DAY = re.compile(
    r"(?:\b\d{1,2}\s+)?\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?:\s+\d{1,2}\b)?"
    r"(?:,?\s+\d{4})?\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b(?:[A-ZÀ-Þ]\w{2,}|\d{2,})")
_WORD = re.compile(r"\w+")


def is_caption(line: str) -> bool:
    """Tell the caption or the credit of a photo."""
    return caption_words(line) is not None


def caption_words(line: str) -> str | None:
    """Return the caption without its credit, "" for a credit alone, None for a line that is no caption."""
    if len(line) > MAX_CAPTION_CHARS:
        return None
    opening = _OPENING.match(line)
    words = line[opening.end() :] if opening else line
    credit = _CREDIT.search(words) or _CREDIT_PATH.search(words)
    if credit:
        words = words[: credit.start()]
    return words.strip(" /|") if opening or credit else None


def without_repeating_captions(lines: Sequence[str], *, headline: str) -> list[str]:
    """Return the lines, of the captions only those that add a fact, without their credits."""
    captions = {number: words for number, line in enumerate(lines) if (words := caption_words(line)) is not None}
    if not captions:
        return list(lines)
    told = _stems(" ".join([headline, *(line for number, line in enumerate(lines) if number not in captions)]))
    kept: list[str] = []
    for number, line in enumerate(lines):
        words = captions.get(number, line)
        if number not in captions:
            kept.append(line)
        elif _adds_fact(words, told):
            kept.append(words)
            told |= _stems(words)
    return kept


def _adds_fact(words: str, told: Set[str]) -> bool:
    # The first word has its capital from the sentence: it may be no name.
    _, _, rest = words.partition(" ")
    is_sentence = len(rest.split()) + 1 >= _MIN_FACT_WORDS and any(word.islower() for word in rest.split())
    return is_sentence and not _stems(" ".join(_NAME.findall(_DAY.sub(" ", rest)))) <= told


def _stems(text: str) -> set[str]:
    return {word[:_STEM_CHARS] for word in _WORD.findall(text.lower())}
