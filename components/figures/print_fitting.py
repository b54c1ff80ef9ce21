"""Make text fit: wrap, shrink within stated sizes, shorten with an ellipsis as the last resort.

Everything is measured with the face that will be drawn. Nothing is ever drawn smaller than the smallest size given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from components.figures.print_sheet import Sheet, plain
from components.figures.print_style import Face

ELLIPSIS = "…"
ARROW = " → "
LONGEST = 600  # characters; what follows could not be shown in any size


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text and the face in which they fit."""

    lines: tuple[str, ...]
    face: Face


def shorten(sheet: Sheet, text: str, face: Face, width: float) -> str:
    """Return the text, cut at its end with an ellipsis where it is wider than allowed."""
    text = plain(text)
    return _longest(sheet, text, face, width, lambda kept: text[:kept].rstrip(" ,;:-–") + ELLIPSIS)


def shorten_middle(sheet: Sheet, text: str, face: Face, width: float) -> str:
    """Return the text, cut in its middle where it is wider than allowed: a link keeps its host and its end."""
    text = plain(text)
    return _longest(
        sheet, text, face, width, lambda kept: text[: (kept + 1) // 2] + ELLIPSIS + text[len(text) - kept // 2 :]
    )


def wrap(sheet: Sheet, text: str, face: Face, width: float) -> tuple[str, ...]:
    """Break text into lines no wider than allowed; a word that is itself too wide is broken."""
    lines: list[str] = []
    for word in plain(text).split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and sheet.text_width(joined, face) <= width:
            lines[-1] = joined
        else:
            lines.extend(_broken(sheet, word, face, width))
    return tuple(lines)


def fit(sheet: Sheet, text: str, face: Face, width: float, *, sizes: Sequence[Sequence[float]]) -> Fitted:
    """Set text in as few lines as it goes into, as large as it goes.

    `sizes`: for one line, two lines and so on, the sizes that may be tried, largest first. Several lines are balanced,
    so that no word stands alone. What fits in none is cut in the last size of the last.
    """
    text = plain(text)[:LONGEST]
    for line_count, allowed in enumerate(sizes, start=1):
        for size in allowed:
            if len(wrap(sheet, text, face.at(size), width)) <= line_count:
                return Fitted(_balanced(sheet, text, face.at(size), width, line_count), face.at(size))
    smallest = face.at(sizes[-1][-1])
    *whole, _ = lines = wrap(sheet, text, smallest, width)[: len(sizes)]
    rest = text[len(" ".join(whole)) :] if whole else text
    return Fitted((*lines[:-1], shorten(sheet, rest, smallest, width)), smallest)


def _balanced(sheet: Sheet, text: str, face: Face, width: float, line_count: int) -> tuple[str, ...]:
    narrowest, widest = width / max(line_count, 1), width
    while line_count > 1 and widest - narrowest > face.size / 2:
        middle = (narrowest + widest) / 2
        if len(wrap(sheet, text, face, middle)) > line_count:
            narrowest = middle
        else:
            widest = middle
    return wrap(sheet, text, face, widest)


def _broken(sheet: Sheet, word: str, face: Face, width: float) -> list[str]:
    pieces: list[str] = []
    while sheet.text_width(word, face) > width and len(word) > 1:
        kept = _count_that_fits(sheet, word, face, width)
        pieces.append(word[:kept])
        word = word[kept:]
    return [*pieces, word]


def _count_that_fits(sheet: Sheet, word: str, face: Face, width: float) -> int:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if sheet.text_width(word[:middle], face) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _longest(sheet: Sheet, text: str, face: Face, width: float, cut: Callable[[int], str]) -> str:
    """Return the text, or the longest cut of it that is narrow enough; `cut` takes the number of characters kept."""
    if sheet.text_width(text, face) <= width:
        return text
    low, high = 0, len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if sheet.text_width(cut(middle), face) <= width:
            low = middle
        else:
            high = middle - 1
    return cut(low)
