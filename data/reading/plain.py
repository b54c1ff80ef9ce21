"""Plain text, and whatever else is text: one file is one article, most often a page as it was copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.model import Article
from data.reading.articles import Source, build_article
from data.reading.decoding import decode
from data.reading.files import read_article_bytes
from data.reading.objects import SourcePath
from data.reading.reader import Refusal, Trouble


@dataclass(frozen=True, slots=True)
class PlainText:
    """Reads any file that is text, the id being its path; headline, outlet, author and date come from the page."""

    name: str = "plain"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def matches(self, path: SourcePath, head: bytes) -> bool:  # noqa: ARG002 - a reader is asked with both
        """Tell True of every file: binary ones are refused on reading, with the reason."""
        return True

    def read(self, path: SourcePath) -> Iterator[Article | Trouble]:
        """Yield the one article, or the one trouble."""
        try:
            text = decode(read_article_bytes(path))
            yield build_article(Source(given_id=str(path), text=text, reader=self.name, is_page=True))
        except Refusal as refusal:
            yield refusal.at(path)
