"""The pages as Streamlit runs them, without a browser."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.pages import PAGES
from components.widgets.links import HOME
from data.queries import Filter, count_events
from data.store import Store
from tests.components.sample import sample_store

APP = str(Path(__file__).parents[3] / "app.py")
Open = Callable[..., AppTest]


@pytest.fixture
def opened(store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    def open_page(**query: str | list[str]) -> AppTest:
        monkeypatch.setenv("AMBIT_STORE", str(store_folder))
        return run(**query)

    return open_page


def run(**query: str | list[str]) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def events_shown(app: AppTest) -> int:
    return html(app).count('class="ambit-event"')


def test_every_page_has_a_module_that_draws_it() -> None:
    assert len(PAGES) >= 2
    assert [entry.key for entry in PAGES].count(HOME) == 1
    for entry in PAGES:
        assert callable(import_module(f"components.pages.{entry.key}").render), entry.key


def test_a_page_is_added_by_its_module_and_one_line(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    made_up = ModuleType("components.pages.made_up")
    made_up.__dict__["render"] = lambda source: st.text(str(count_events(source.cursor, Filter())))
    monkeypatch.setitem(sys.modules, made_up.__name__, made_up)
    home = replace(PAGES[0], key="made_up", title="Made up")
    monkeypatch.setattr("components.pages.PAGES", (home, *PAGES))
    monkeypatch.setattr("components.pages.HOME", "made_up")
    app = opened()
    assert not app.exception
    assert [text.value for text in app.text] == ["6"]


def test_the_overview_shows_every_event_of_the_store(opened: Open) -> None:
    app = opened()
    assert not app.exception
    assert events_shown(app) == 6
    assert re.findall(r'class="ambit-value">([^<]*)<', html(app)) == ["6", "5", "5", "+4 / −1", "1 of 1"]


def test_a_link_sets_the_widgets(opened: Open) -> None:
    app = opened(
        influencer=["FRA", "RUS"], status="cancelled", since="2023-01-01", background="no", map="reach", power="FRA"
    )
    assert app.session_state["influencer"] == ["FRA", "RUS"]
    assert app.session_state["status"] == ["cancelled"]
    assert app.date_input(key="since").value.isoformat() == "2023-01-01"
    assert app.session_state["power"] == "FRA"
    assert events_shown(app) == 1


def test_widgets_write_the_link(opened: Open) -> None:
    app = opened()
    app.multiselect(key="target").set_value(["NER"]).run()
    assert app.query_params == {"target": "NER"}
    assert events_shown(app) == 2
    app.multiselect(key="sector").set_value(["governance"]).run()
    assert app.query_params == {"target": "NER", "sector": "governance"}
    assert events_shown(app) == 1


def test_bad_values_in_a_link_are_dropped(opened: Open) -> None:
    app = opened(influencer=["ZZZ", "RUS"], since="soon", sector="<script>", nonsense="1")
    assert not app.exception
    assert app.query_params == {"influencer": "RUS"}


def test_each_option_tells_how_many_events_it_shows(opened: Open) -> None:
    app = opened()
    assert "Niger (2)" in app.multiselect(key="target").options
    assert "Domestic (no influencer) (1)" in app.multiselect(key="influencer").options


def test_a_filter_without_events_says_so_and_leads_back(opened: Open) -> None:
    app = opened(target="TUV")
    assert "The store holds no event for: All powers in Tuvalu" in html(app)
    app.button(key="clear_empty").click().run()
    assert not app.query_params
    assert events_shown(app) == 6


def test_the_slide_is_offered_where_there_is_something_to_show(opened: Open) -> None:
    assert opened().get("download_button")
    assert not opened(target="TUV").get("download_button")


def test_each_chart_has_words_for_those_who_do_not_see_it(opened: Open) -> None:
    charts = opened().get("plotly_chart")
    assert len(charts) == 2
    assert all(len(chart.proto.alt) > 20 for chart in charts)


def test_hostile_words_stay_words_on_the_overview(opened: Open) -> None:
    page = html(opened(influencer="TUR"))
    assert "window.hacked" in page
    assert "<script" not in page
    assert "<img" not in page
    for chart in opened().get("plotly_chart"):
        assert "evil.example" not in chart.proto.spec


def test_a_store_that_is_missing_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMBIT_STORE", str(tmp_path / "none"))
    app = run()
    assert not app.exception
    assert "There is no store to show yet" in html(app)


def test_a_store_with_a_missing_file_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample_store(tmp_path / "store")
    lost = [file for file in (tmp_path / "store").rglob("*.parquet") if "_delta_log" not in file.parts]
    assert lost
    for file in lost:
        if "manifest" not in str(file):
            file.unlink()
    monkeypatch.setenv("AMBIT_STORE", str(tmp_path / "store"))
    app = run()
    assert not app.exception
    assert "cannot be read" in html(app) or "no store to show" in html(app)
    assert "Traceback" not in html(app)


def test_a_store_without_events_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(tmp_path / "store", create=True)
    monkeypatch.setenv("AMBIT_STORE", str(tmp_path / "store"))
    app = run()
    assert not app.exception
    assert "The store holds no event yet" in html(app)


def test_a_store_that_grows_is_seen_at_the_next_rerun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(tmp_path / "store", create=True)
    monkeypatch.setenv("AMBIT_STORE", str(tmp_path / "store"))
    app = run()
    sample_store(tmp_path / "store")
    assert events_shown(app.run()) == 6


def test_a_version_that_is_not_there_is_told(opened: Open) -> None:
    assert "Version 99 was tidied away, or never was. The newest is shown." in html(opened(as_of="99"))
    assert "As it was" in html(opened(as_of="1"))
    assert "As it was" not in html(opened(as_of="2"))
