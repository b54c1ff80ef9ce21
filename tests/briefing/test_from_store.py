"""The slide takes the answers of data.queries as they are, and tells the numbers that they hold."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest
from matplotlib.text import Text

from components.briefing.slide import Overview, draw_overview, overview_slide
from data import queries
from data.queries import Filter
from data.store import Store
from tests.store.samples import make_extractions

FILTERS = {
    "everything": Filter(),
    "one_power": Filter(influencers=("RUS",)),
    "domestic": Filter(influencers=("domestic",)),
    "period": Filter(since=date(2023, 1, 1), until=date(2023, 12, 31)),
    "nothing": Filter(influencers=("FJI",), targets=("FJI",)),
}


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    store = Store.open(tmp_path_factory.mktemp("store"), create=True)
    store.commit(make_extractions(0, 60))
    return store.connect()


@pytest.mark.parametrize("mode", ["events", "reach"])
@pytest.mark.parametrize("name", FILTERS)
def test_the_slide_tells_the_numbers_of_the_store(connection: duckdb.DuckDBPyConnection, name: str, mode: str) -> None:
    chosen = FILTERS[name]
    figures = queries.headline_figures(connection, chosen)
    answers = {
        "by_target": queries.by_target(connection, chosen),
        "by_month": queries.by_month(connection, chosen, by="sector"),
        "pairs": queries.pairs(connection, chosen),
        "figures": figures,
        "filter_words": chosen.in_words(),
        "permalink": "http://127.0.0.1:8501/",
        "mode": mode,
    }

    printed = [text.get_text() for text in draw_overview(Overview(**answers)).figure.findobj(Text)]

    assert f"{figures.event_count:,}" in printed
    assert any(text.endswith(f". {chosen.in_words()}") for text in printed)
    assert any(f"({figures.event_count:,} event" in text for text in printed)
    if name == "everything":
        assert figures.event_count > 20
        assert overview_slide(**answers).startswith(b"\x89PNG")
