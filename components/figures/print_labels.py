"""Names on a map: each is tried at its point or at eight places round it, and written at the first that is free.

Room that other names or points take is never written over. Room that lines take is written over only for a name that
must stand (a power that arcs come from); any other name that finds no free place is left out: the ranking beside the
map still tells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from components.figures.print_sheet import Box, Sheet, plain
from components.figures.print_style import LABEL, LABEL_STRONG, PRINT

# Directions from the point, best first: right, left, above, below, then the corners.
DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
DIRECTIONS_OVER = ((0, 0), *DIRECTIONS)
Point = tuple[float, float]


class Labels:
    """The names of one map, and the room that is taken."""

    def __init__(self, sheet: Sheet, box: Box) -> None:
        self._sheet = sheet
        self._box = box
        self._taken: list[Box] = []
        self._crossed: list[Box] = []

    def block(self, box: Box, *, is_line: bool = False) -> None:
        """Keep names off an area: always, or where possible for one that only a line crosses."""
        (self._crossed if is_line else self._taken).append(box)

    def place(
        self,
        name: str,
        point: Point,
        *,
        gap: float = 5,
        colour: str = PRINT.text,
        must_stand: bool = False,
        may_cover: bool = False,
    ) -> bool:
        """Write a name beside its point, or on it where it may be covered; False where there was no room."""
        face = LABEL_STRONG if must_stand else LABEL
        width = self._sheet.text_width(plain(name), face)
        free = list(self._tries(width, face.size, point, gap, DIRECTIONS_OVER if may_cover else DIRECTIONS))
        clear = [box for box in free if not any(box.overlaps(line) for line in self._crossed)]
        chosen = next(iter(clear), next(iter(free), None) if must_stand else None)
        if chosen is None:
            return False
        self._taken.append(chosen)
        self._sheet.text(chosen.left, chosen.bottom + face.descent, name, face, colour=colour, halo=True, layer=6)
        return True

    def _tries(
        self, width: float, height: float, point: Point, gap: float, directions: Sequence[tuple[int, int]]
    ) -> Iterator[Box]:
        """Yield the boxes round the point that lie on the map and take nobody's room."""
        for across, up in directions:
            nearer = 1.0 if 0 in (across, up) else 0.6
            left = point[0] - width / 2 + across * (width / 2 + gap * nearer)
            bottom = point[1] - height / 2 + up * (height / 2 + gap * nearer)
            box = Box(left, bottom, width, height)
            if self._box.holds(box) and not any(box.padded(1).overlaps(taken) for taken in self._taken):
                yield box
