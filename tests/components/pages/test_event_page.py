from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.pages.event import MOVED
from components.widgets.event_list import event_row
from data.model import Action
from data.queries import Filter, list_events
from data.store import Request, Store
from tests.store.wires import DAY, story, told

Show = Callable[[str], str]


@pytest.fixture
def event_page(store_folder: Path) -> Show:
    """Return the HTML of the page of the one event that a target has."""

    def show(target: str) -> str:
        events = list_events(Store.open(store_folder).connect(), Filter(targets=(target,)))
        assert len(events) == 1
        return page(store_folder, events["event_id"][0])

    return show


def page(folder: Path, event_id: str) -> str:
    def script(folder: str) -> None:
        import streamlit as st

        from components.pages import event, menu
        from components.source import Source
        from data.store import Store

        store = Store.open(folder)
        source = Source((folder, store.snapshot_version()), store.connect())
        st.navigation(menu(source), position="hidden")
        event.render(source)

    app = AppTest.from_function(script, kwargs={"folder": str(folder)}, default_timeout=30)
    app.query_params["event"] = event_id
    app.run()
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def test_the_words_of_the_article_are_marked(event_page: Show) -> None:
    assert "<mark>Russia delivered six helicopters to Mali</mark>" in event_page("MLI")


def test_the_record_says_how_well_the_date_is_known(event_page: Show) -> None:
    words = event_page("MLI")
    assert "4 June 2024" in words
    assert "known to the day; rests on a calendar date in the text" in words


def test_an_unknown_date_is_not_made_up(event_page: Show) -> None:
    words = event_page("KEN")
    assert "Date unknown" in words
    assert "2 May 2024" in words, "the day of publication stands with the outlet"


def test_a_digest_says_that_it_is_one(event_page: Show) -> None:
    assert "digest in our own words" in event_page("GIN")
    assert 'href="https://news.example/2"' in event_page("GIN")
    assert "digest in our own words" not in event_page("MLI")


def test_the_life_cycle_shows_where_it_stands(event_page: Show) -> None:
    assert '<li class="ambit-now" aria-current="step">Agreed<small>28 February 2024</small></li>' in event_page("GIN")


def test_hostile_words_stay_words(event_page: Show) -> None:
    words = event_page("TCD")
    assert "window.hacked" in words
    for tag in ("<script", "<img", "<span style=", "onerror=hack()>"):
        assert tag not in words
    assert "\u202e" not in words


@pytest.mark.parametrize("event_id", ["", "no-such-event", "' OR 1=1 --", "<script>"])
def test_an_unknown_event_is_told_in_words(store_folder: Path, event_id: str) -> None:
    assert "This address names no event of the store" in page(store_folder, event_id)


def test_a_copy_is_marked_and_not_counted_as_an_outlet(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "copies", create=True)
    store.commit([told(story(1), f"<i>Wire</i> {number}", DAY + timedelta(days=number)) for number in range(3)])
    (event_id,) = list_events(store.connect(), Filter())["event_id"]
    shown = page(tmp_path / "copies", event_id)
    assert shown.count("copy of <bdi>&#60;i&#62;Wire&#60;/i&#62; 0</bdi>’s report") == 2
    assert "Told by 3 articles (2 copies among them) of 1 independent outlet." in shown
    assert "3 reports in 3 articles (2 copies among them)" in shown
    assert "<i>Wire" not in shown


def test_the_list_counts_outlets_and_names_the_copies_beside_them(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "copies", create=True)
    store.commit([told(story(1), f"Wire {number}", DAY + timedelta(days=number)) for number in range(2)])
    (row,) = list_events(store.connect(), Filter()).to_dict("records")
    assert "announced<br>1 outlet<br>1 copy</div>" in event_row(row)
    assert "cop" not in event_row(row | {"copy_count": 0})


def test_a_link_to_an_id_that_has_fallen_out_of_use_leads_on_and_says_so(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "moved", create=True)
    store.commit([told(story(1), "Late Paper", DAY + timedelta(days=1))])
    (old_id,) = list_events(store.connect(), Filter())["event_id"]
    assert MOVED not in page(tmp_path / "moved", old_id)
    store.commit([told(story(1), "Early Paper", DAY)])
    (new_id,) = list_events(store.connect(), Filter())["event_id"]
    assert new_id != old_id
    assert MOVED in page(tmp_path / "moved", old_id)
    assert MOVED not in page(tmp_path / "moved", new_id)


def test_the_page_says_who_decided_what_and_why_and_that_it_is_not_counted(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "reviewed", create=True)
    store.commit([told(story(1), "Paper", DAY)])
    (event_id,) = list_events(store.connect(), Filter())["event_id"]
    assert "reviewers decided" not in page(tmp_path / "reviewed", event_id)
    rejection = store.review(
        Request(action=Action.REJECT, reviewer="<b>Ada</b>", event_ids=(event_id,), reason="<script>satire</script>")
    )
    words = page(tmp_path / "reviewed", event_id)
    assert "rejected</span> by <bdi>&#60;b&#62;Ada&#60;/b&#62;</bdi> on " in words
    assert words.count("“<bdi>&#60;script&#62;satire&#60;/script&#62;</bdi>”") == 2, (
        "beside the title and in the history"
    )
    assert list_events(store.connect(), Filter()).empty
    store.review(Request(action=Action.UNDO, reviewer="Ben", undoes=rejection.review_id))
    words = page(tmp_path / "reviewed", event_id)
    assert "ambit-rejected" not in words
    assert "undone by <bdi>Ben</bdi>" in words
    assert f"undid review {rejection.review_id[:12]}" in words


def test_the_list_marks_what_was_reviewed_and_what_was_rejected(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "marked", create=True)
    store.commit([told(story(1), "Paper", DAY)])
    (row,) = list_events(store.connect(), Filter()).to_dict("records")
    assert "ambit-tag" not in event_row(row)
    assert '<span class="ambit-tag">reviewed by <bdi>Ada</bdi></span>' in event_row(row | {"reviewed_by": "Ada"})
    rejected = event_row(row | {"reviewed_by": "<i>Ada", "is_rejected": True})
    assert "rejected</span>" in rejected
    assert "reviewed by <bdi>&#60;i&#62;Ada</bdi>" in rejected
