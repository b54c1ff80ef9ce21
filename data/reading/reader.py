"""What a reader is, and what it says of input that it cannot use.

A reader turns one file into articles and troubles, one at a time, and never raises on bad input: a file that
cannot be read is a `Trouble`, and the run goes on with the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from data.model import Article
from data.reading.objects import SourcePath


@dataclass(frozen=True, slots=True)
class Trouble:
    """Input that could not be used: where it is (line numbers start at 1), and why it was left out."""

    path: SourcePath
    line: int | None
    reason: str

    def __str__(self) -> str:
        """Return one printable line: `path[, line n]: reason`."""
        where = f"{self.path}, line {self.line}" if self.line is not None else f"{self.path}"
        return printable(f"{where}: {self.reason}")


class Refusal(Exception):  # noqa: N818 - it names a decision about the input, not a fault of the program
    """Why a file or a record is not used, in one line; becomes a `Trouble` where the place is known."""

    def __init__(self, reason: str, *, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line

    def at(self, path: SourcePath, line: int | None = None) -> Trouble:
        """Return the trouble at this place; a line of its own wins over the given one."""
        return Trouble(path, line if self.line is None else self.line, self.reason)


class Reader(Protocol):
    """One format. `read` yields articles and troubles in the order of the file, and keeps no more than one."""

    @property
    def name(self) -> str:
        """The format's name, kept in `Article.reader`."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File name endings of the format, in lower case with the dot."""

    def matches(self, path: SourcePath, head: bytes) -> bool:
        """Tell whether the file is of this format, by its name and its first 4,096 bytes."""

    def read(self, path: SourcePath) -> Iterator[Article | Trouble]:
        """Read one regular file; an `OSError` may escape, any other fault of the input is a `Trouble`."""


def printable(text: str) -> str:
    """Return the text on one line, with control characters and lone surrogates shown as escapes."""
    encodable = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in encodable)
