"""JSON lines: one article a line, with id, published, outlet, headline, url and text, perhaps author and language.

Other keys are left alone. Lines are read one at a time, so a file may be of any length. A line that is cut, not JSON,
not an object, longer than `MAX_LINE_BYTES`, or that says one thing twice is a `Trouble` with its number, and the lines
after it are read, until `MAX_BAD_LINES` in a row: then the file is something else. A record without an id is known by
its path and line.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from data.model import Article
from data.reading.articles import Source, build_article
from data.reading.decoding import decode, encoding_of, refuse_binary
from data.reading.files import HEAD_BYTES, open_regular
from data.reading.objects import SourcePath
from data.reading.reader import Refusal, Trouble

MAX_LINE_BYTES = 32_000_000  # the longest article, and room for escapes and other keys
MAX_BAD_LINES = 50
_CHUNK_BYTES = 1 << 20
_BEFORE_TEXT = b"\xef\xbb\xbf \t\r\n"
_TWICE = object()

Line = tuple[int, str | Refusal]
"""A line's number, from 1, and its text, or why it has none."""


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Reads files of one JSON object a line, the id being the record's own."""

    name: str = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".json")

    def matches(self, path: SourcePath, head: bytes) -> bool:
        """Tell by the name, so that a broken file is not read as prose, or by the first bytes."""
        return path.suffix.lower() in self.suffixes or head.lstrip(_BEFORE_TEXT).startswith(b'{"')

    def read(self, path: SourcePath) -> Iterator[Article | Trouble]:
        """Yield the article or the trouble of each line that is not blank."""
        is_empty, bad_count = True, 0
        try:
            for number, line in _numbered_lines(path):
                is_empty = False
                try:
                    yield build_article(self._source(path, number, line))
                    bad_count = 0
                except Refusal as refusal:
                    yield refusal.at(path, number)
                    bad_count += 1
                if bad_count == MAX_BAD_LINES:
                    raise Refusal(f"{MAX_BAD_LINES} lines in a row are no articles; the rest is not read", line=number)
        except Refusal as refusal:
            yield refusal.at(path)
        else:
            if is_empty:
                yield Trouble(path, None, "empty file")

    def _source(self, path: SourcePath, number: int, line: str | Refusal) -> Source:
        if isinstance(line, Refusal):
            raise line
        record = _record(line)
        given_id, published = record.get("id"), record.get("published")
        if _TWICE in (given_id, published):
            raise Refusal('"id" or "published" stands twice in the record; keep one')
        text = _text(record, "text")
        if not text:
            raise Refusal("no text in the record")
        has_id = isinstance(given_id, str | int) and not isinstance(given_id, bool) and str(given_id).strip()
        return Source(
            given_id=str(given_id) if has_id else f"{path}:{number}",
            text=text,
            reader=self.name,
            headline=_text(record, "headline"),
            outlet=_text(record, "outlet"),
            author=_text(record, "author"),
            url=_text(record, "url"),
            published=published,
            language=_text(record, "language"),
        )


def _numbered_lines(path: SourcePath) -> Iterator[Line]:
    """Yield the lines that are not blank; raise `Refusal` for a file that is binary or JSON of another layout."""
    with open_regular(path) as file:
        head = file.read(HEAD_BYTES)
        refuse_binary(head)
        _refuse_other_layouts(head.lstrip(_BEFORE_TEXT))
        file.seek(0)
        encoding = encoding_of(head)
        yield from _wide_lines(file, encoding) if encoding.startswith(("utf-16", "utf-32")) else _byte_lines(file)


def _refuse_other_layouts(head: bytes) -> None:
    if head.startswith(b"["):
        raise Refusal("a JSON array; write one object a line instead")
    if head.partition(b"\n")[0].strip() == b"{":
        raise Refusal("a JSON object over several lines; write each object on one line")


def _byte_lines(file: BinaryIO) -> Iterator[Line]:
    number = 0
    while data := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(data) > MAX_LINE_BYTES:
            _skip_line(file)
            yield number, Refusal(f"line longer than {MAX_LINE_BYTES:,} bytes; no article is that long")
        elif data.strip():
            try:
                yield number, decode(data)
            except Refusal as refusal:
                yield number, refusal


def _skip_line(file: BinaryIO) -> None:
    while (chunk := file.readline(_CHUNK_BYTES)) and not chunk.endswith(b"\n"):
        pass


def _wide_lines(file: BinaryIO, encoding: str) -> Iterator[Line]:
    """Yield the lines of a file in UTF-16 or UTF-32, whose line ends are more than one byte."""
    lines = io.TextIOWrapper(file, encoding=encoding, newline="\n")
    number = 0
    try:
        while line := lines.readline(MAX_LINE_BYTES):
            number += 1
            if len(line) == MAX_LINE_BYTES:
                raise Refusal(f"line longer than {MAX_LINE_BYTES:,} characters; no article is that long", line=number)
            if line.strip():
                yield number, line
    except UnicodeDecodeError as error:
        raise Refusal(f"not {encoding.upper()}: {error.reason}; save the file as UTF-8", line=number + 1) from None


def _record(line: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line, strict=False, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        cut = " (cut off?)" if error.pos >= len(line.rstrip()) or error.msg.startswith("Unterminated") else ""
        what = error.msg.removesuffix(" starting at")
        raise Refusal(f"not JSON{cut}: {what} at character {error.pos + 1:,}") from None
    except ValueError:  # the one other thing that the parser refuses
        raise Refusal("not read: a number with thousands of digits") from None
    except RecursionError:
        raise Refusal("not read: JSON nested too deeply") from None
    if not isinstance(record, dict):
        raise Refusal("not a JSON object; write {...} with id, published, outlet, headline, url and text")
    return record


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object, with `_TWICE` for a key that it gives twice: no one can tell which value is meant."""
    record = dict(pairs)
    if len(record) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        record |= dict.fromkeys((key for key, count in counts.items() if count > 1), _TWICE)
    return record


def _text(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is _TWICE:
        raise Refusal(f'"{key}" stands twice in the record; keep one')
    if value is not None and not isinstance(value, str):
        raise Refusal(f'"{key}" is not a text; put it in quotes')
    return value
