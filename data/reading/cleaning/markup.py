"""Markup that was copied with the text: HTML tags, Markdown pictures, links, emphasis and headings.

The words stay, the marks go; pictures, scripts and figures go with their contents. Only names of HTML are taken for
tags: "<BCS.L>" is how a wire writes a share. Every pattern is bounded, so hostile text costs no more than plain text.
"""

from __future__ import annotations

import re

_BLOCK_TAGS = (
    "address|article|aside|blockquote|body|br|dd|details|div|dl|dt|figure|footer|form|h[1-6]|head|header|hr"
    "|html|li|main|nav|ol|p|pre|section|table|tbody|td|th|thead|tr|ul|excerpt"
)
_INLINE_TAGS = (
    "a|abbr|b|big|button|center|cite|code|del|em|embed|figcaption|font|i|iframe|img|input|ins|label|link|mark"
    "|meta|picture|q|s|small|source|span|strike|strong|sub|sup|svg|time|title|u|video|audio|path|option|select"
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK_TAGS})(?=[\s/>])[^<>]{{0,4000}}>", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE_TAGS})(?=[\s/>])[^<>]{{0,4000}}>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^<>]{0,4000}-->|<!doctype[^<>]{0,400}>", re.IGNORECASE)
_WITH_CONTENTS = ("script", "style", "figure", "noscript")
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{0,2000}\)")
_LINK = re.compile(
    r"\[([^\[\]]{1,300})\]\((?:https?://|/|mailto:|#)[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?\)"
)
_ATTRIBUTE_LINE = re.compile(r"^\{:[^{}\n]{0,80}\}[ ]?$", re.MULTILINE)
_ESCAPE = re.compile(r"\\{1,4}([\\`*_{}\[\]()#+\-.!\"'<>~|$])")
_HEADING = re.compile(r"^#{1,6} (.{1,300}?)(?: #{1,6})?$")
_UNDERLINED = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_]{1,1000})(?<=\S)\1(?!\w)")


def strip_markup(text: str) -> str:
    """Return the text without marks of HTML and Markdown; line breaks stay where the text had blocks."""
    if "<" in text:
        for name in _WITH_CONTENTS:
            text = _drop_with_contents(text, name)
        text = _COMMENT.sub("", text)
        text = _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", text))
    if "](" in text:
        text = _LINK.sub(r"\1", _PICTURE.sub("", text))
    if "{:" in text:
        text = _ATTRIBUTE_LINE.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return text.replace("**", "") if "**" in text else text


def strip_line_marks(line: str) -> str:
    """Return one line without the marks of a Markdown heading or of underscored emphasis."""
    if line.startswith("#"):
        line = _HEADING.sub(r"\1", line)
    if "_" in line and len(line) <= 2_000:
        line = _UNDERLINED.sub(r"\2", line)
    return line.strip()


def _drop_with_contents(text: str, name: str) -> str:
    """Drop `<name ...> ... </name>`; an element that is never closed is left to the tag pattern."""
    opening, closing = re.compile(rf"<{name}(?=[\s>])", re.IGNORECASE), re.compile(rf"</{name}\s?>", re.IGNORECASE)
    kept, place = [], 0
    while (start := opening.search(text, place)) and (end := closing.search(text, start.end())):
        kept.append(text[place : start.start()])
        place = end.end()
    return "\n".join([*kept, text[place:]]) if kept else text
