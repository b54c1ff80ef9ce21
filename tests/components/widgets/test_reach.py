from __future__ import annotations

from pathlib import Path

import pytest

from components.source import Source
from components.widgets.reach import filter_of, power_of
from components.widgets.view import View
from data.queries import DOMESTIC, Filter
from data.store import Store


@pytest.fixture
def source(store_folder: Path) -> Source:
    store = Store.open(store_folder)
    return Source((str(store_folder), store.snapshot_version()), store.connect())


@pytest.mark.parametrize(
    ("view", "power"),
    [
        (View(mode="events", power="FRA"), None),
        (View(mode="reach", power="FRA"), "FRA"),
        (View(mode="reach", power="BRA"), "ARE"),
        (View(Filter(influencers=(DOMESTIC, "CHN")), "reach"), "CHN"),
        (View(Filter(influencers=(DOMESTIC,)), "reach"), None),
        (View(Filter(targets=("NER",)), "reach", "RUS"), "RUS"),
    ],
    ids=["events show all", "the chosen one", "one without events", "one of the filter", "nobody", "whatever target"],
)
def test_the_power_shown(source: Source, view: View, power: str | None) -> None:
    assert power_of(source, view) == power


def test_map_and_slide_show_the_same_power(source: Source) -> None:
    view = View(Filter(targets=("NER",)), "reach", "FRA")
    assert filter_of(source, view) == Filter(influencers=("FRA",), targets=("NER",))
