from __future__ import annotations

import pytest

from components.figures.classes import lower_edges, map_scale
from components.theme import DARK, LIGHT


@pytest.mark.parametrize(
    ("maximum", "edges"),
    [(0, []), (1, [1]), (5, [1, 2, 3, 4, 5]), (6, [1, 2, 5]), (37, [1, 2, 5, 10, 20]), (200, [1, 5, 20, 50, 200])],
)
def test_classes_begin_at_round_numbers(maximum: int, edges: list[int]) -> None:
    assert lower_edges(maximum, 5) == edges


@pytest.mark.parametrize("maximum", [1, 4, 5, 6, 99, 100, 12_345])
def test_every_count_falls_into_the_class_whose_label_holds_it(maximum: int) -> None:
    scale = map_scale({"MLI": maximum}, "events", LIGHT)
    for value in {1, maximum // 2 or 1, maximum}:
        entry = scale.classes[scale.class_of(value, is_covered=True)]
        assert entry.low is not None
        assert entry.high is not None
        assert entry.low <= value <= entry.high
        assert entry.label.replace("–", " ").split()[0] == str(entry.low)


def test_nothing_happened_and_nobody_looked_are_two_entries() -> None:
    scale = map_scale({"MLI": 3}, "events", LIGHT)
    none, unseen = scale.class_of(None, is_covered=True), scale.class_of(None, is_covered=False)
    assert scale.classes[none].label == "No event in this view"
    assert scale.classes[unseen].label == "Not covered"
    assert len({entry.colour for entry in scale.classes}) == len(scale.classes)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_gain_and_loss_have_two_hues_around_even(palette) -> None:  # type: ignore[no-untyped-def]
    scale = map_scale({"MLI": 12, "NER": -3, "TCD": 0}, "reach", palette)
    labels = [entry.label for entry in scale.classes]
    assert labels[:3] == ["−5 to −12", "−2 to −4", "−1"] or labels.index("Even") == 3
    assert scale.classes[scale.class_of(0, is_covered=True)].label == "Even"
    assert scale.classes[scale.class_of(-3, is_covered=True)].colour in palette.loss
    assert scale.classes[scale.class_of(12, is_covered=True)].colour in palette.gain


def test_a_view_in_which_all_reach_is_even_has_one_class() -> None:
    scale = map_scale({"MLI": 0, "NER": 0}, "reach", LIGHT)
    assert [entry.label for entry in scale.classes] == ["Even", "No event in this view", "Not covered"]


def test_a_value_outside_of_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="no class holds 9"):
        map_scale({"MLI": 3}, "events", LIGHT).class_of(9, is_covered=True)
