"""Characters that are not text: removed or made plain, so that what is left can be quoted, shown and stored.

Removed: control characters, zero-width and direction marks, lone surrogates, soft hyphens; joiners but between letters
of scripts that need them. Made plain: every kind of blank to a blank, every kind of line end to a line feed, HTML
entities to their characters, a letter with its accent typed as two characters to one. All else stays as it is: quotes,
dashes and accents are evidence.
"""

from __future__ import annotations

import html
import re
import unicodedata

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANK = re.compile("[\t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ASCII_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_JOINER = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])")
_ACCENT = re.compile("[\u0300-\u036f]")
_TWO_PART_LETTER = re.compile("[A-Za-z][\u0300-\u036f]{1,3}(?![\u0300-\u036f])")
_NESTED_AMPERSAND = re.compile(r"&(?:amp;|#38;|#x26;)+(?=#?\w{1,31};)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def tidy(text: str) -> str:
    """Return the text in plain characters."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), _NESTED_AMPERSAND.sub("&", text))
    text = _BLANK.sub(" ", _LINE_END.sub("\n", text))
    if text.isascii():
        return _ASCII_CONTROL.sub("", text)
    text = _DROPPED.sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER.sub("", text)
    if _ACCENT.search(text):
        text = _TWO_PART_LETTER.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    return text


def one_line(text: str) -> str:
    """Return the text in plain characters on one line, without blanks at its ends or two in a row."""
    return " ".join(tidy(text).split())
