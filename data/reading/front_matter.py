"""Markdown with front matter: TOML between two lines of `+++`, then the text.

Keys: `title`, `outlet`, `published` (a TOML date or a string), `url`, `language`, `author`, and `kind`, where
"digest" marks a report retold in other words. Other keys are left alone. Front matter that does not parse, or a
value of the wrong kind, is refused with its line: an article with half its facts would look like a whole one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from data.model import Article, Kind
from data.reading.articles import Source, build_article
from data.reading.decoding import decode
from data.reading.files import read_article_bytes
from data.reading.objects import SourcePath
from data.reading.reader import Refusal, Trouble, printable

FENCE = "+++"
MAX_FRONT_MATTER_CHARS = 100_000
_BOM = b"\xef\xbb\xbf"
_OTHER_FRONT_MATTER = re.compile(rb"---\s*\n(?:#.*\n|\s*\n)*[A-Za-z_]\w*\s*:")
_CLOSING = re.compile(r"(?:\r\n?|\n)[ \t]*\+\+\+[ \t]*(?=\r|\n|$)")
_ERROR_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Reads Markdown files that open with `+++`, the id being the path."""

    name: str = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def matches(self, path: SourcePath, head: bytes) -> bool:
        """Tell whether a Markdown file opens with front matter; without it, it is plain text."""
        start = head.removeprefix(_BOM)
        has_front_matter = start.startswith(FENCE.encode()) or _OTHER_FRONT_MATTER.match(start)
        return path.suffix.lower() in self.suffixes and bool(has_front_matter)

    def read(self, path: SourcePath) -> Iterator[Article | Trouble]:
        """Yield the one article, or the one trouble with the line of the front matter at fault."""
        try:
            facts, body = _split(decode(read_article_bytes(path)))
            yield build_article(_source(path, facts, body, reader=self.name))
        except Refusal as refusal:
            yield refusal.at(path)


def _split(text: str) -> tuple[Mapping[str, Any], str]:
    """Return the front matter and the text below it; raise `Refusal` with the line that is wrong."""
    if not text.startswith(FENCE):
        raise Refusal(f"front matter between lines of --- is not TOML; put TOML between lines of {FENCE}", line=1)
    closing = _CLOSING.search(text[:MAX_FRONT_MATTER_CHARS])
    if not closing:
        raise Refusal(f"the front matter has no end; close it with a line of {FENCE}", line=1)
    head = text[: closing.start()].replace("\r\n", "\n").replace("\r", "\n")
    try:
        facts = tomllib.loads(head.partition("\n")[2])
    except ValueError as error:  # of tomllib, or of a number with thousands of digits
        raise _front_matter_refusal(str(error), end=head.count("\n") + 1) from None
    except RecursionError:
        raise Refusal("the front matter is nested too deeply", line=1) from None
    return facts, text[closing.end() :]


def _front_matter_refusal(message: str, *, end: int) -> Refusal:
    found = _ERROR_LINE.search(message)
    reason = printable(_ERROR_LINE.sub("", message)[:200])
    # The first line of the TOML is the second of the file.
    line = int(found[1]) + 1 if found and found[1] else end
    return Refusal(f"the front matter is not TOML: {reason}", line=line)


def _source(path: SourcePath, facts: Mapping[str, Any], body: str, *, reader: str) -> Source:
    kind = _text(facts, "kind") or Kind.ARTICLE.value
    if kind not in set(Kind):
        raise Refusal(f'unknown kind "{printable(kind[:40])}" in the front matter; use {" or ".join(Kind)}')
    return Source(
        given_id=str(path),
        text=body,
        reader=reader,
        headline=_text(facts, "title"),
        outlet=_text(facts, "outlet"),
        author=_text(facts, "author"),
        url=_text(facts, "url"),
        published=facts.get("published"),
        language=_text(facts, "language"),
        kind=Kind(kind),
        is_page=False,
    )


def _text(facts: Mapping[str, Any], key: str) -> str | None:
    value = facts.get(key)
    if value is not None and not isinstance(value, str):
        raise Refusal(f"{key} in the front matter is not a text; put it in quotes")
    return value
