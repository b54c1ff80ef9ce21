from __future__ import annotations

import re

from components.figures.sparkline import sparkline


def heights_and_bottoms(html: str) -> list[tuple[float, float]]:
    return [(float(height), float(bottom)) for height, bottom in re.findall(r"height:([\d.]+)%;bottom:([\d.]+)%", html)]


def test_bars_are_as_high_as_their_values() -> None:
    assert heights_and_bottoms(sparkline([1, 2, 4], "Events")) == [(25, 0), (50, 0), (100, 0)]


def test_losses_hang_under_the_line() -> None:
    assert heights_and_bottoms(sparkline([2, -2], "Reach")) == [(50, 50), (50, 0)]


def test_a_row_of_zeros_is_a_line() -> None:
    assert heights_and_bottoms(sparkline([0, 0], "Events")) == [(2, 0), (2, 0)]


def test_the_words_are_escaped() -> None:
    assert "<script" not in sparkline([1], '"><script>')
