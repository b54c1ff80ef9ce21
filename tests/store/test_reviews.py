"""Reviews in a real store: loading never undoes them, undoing leaves what was there before, and refusals say why."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.linking import link_blocks
from data.linking.reviewed import standing
from data.model import Action, Review
from data.queries import Filter, by_target, count_events, event_reports, list_reviews, read_event
from data.store import Request, ReviewError, Store, rows
from data.store.schema import TABLES
from tests.store.samples import make_extractions

ROOT = Path(__file__).parents[2]
ARTICLES = 48


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "store", create=True)
    store.commit(make_extractions(0, ARTICLES))
    return store


def rows_of(store: Store, table: str = "events") -> list[dict[str, Any]]:
    with store.connect() as connection:
        return list(connection.sql(f"FROM {table} ORDER BY ALL").to_arrow_table().to_pylist())


def ask(store: Store, action: Action, *event_ids: str, **fields: Any) -> Review:
    return store.review(Request(action=action, reviewer="Ada", event_ids=event_ids, **fields))


def undo(store: Store, review: Review) -> Review:
    return store.review(Request(action=Action.UNDO, reviewer="Ben", undoes=review.review_id))


def largest(store: Store) -> dict[str, Any]:
    return max(rows_of(store), key=lambda row: len(row["report_ids"]))


def holding(store: Store, report_id: str) -> dict[str, Any]:
    (row,) = [row for row in rows_of(store) if report_id in row["report_ids"]]
    return row


def review_everything(store: Store) -> list[Review]:
    """Make a review of each kind about events of different blocks."""
    first, *_, last = rows_of(store)
    merge = ask(store, Action.MERGE, first["event_id"], last["event_id"], reason="one deal")
    whole = largest(store)
    others = [row for row in rows_of(store) if row["event_id"] != whole["event_id"]]
    return [
        merge,
        ask(store, Action.SPLIT, whole["event_id"], report_ids=(whole["report_ids"][-1],)),
        ask(store, Action.REJECT, others[1]["event_id"], reason="satire"),
        ask(store, Action.CORRECT, others[2]["event_id"], field="influencer", value="TUR"),
        ask(store, Action.CORRECT, others[3]["event_id"], field="date", value="2021-03"),
        ask(store, Action.ACCEPT, others[4]["event_id"]),
        ask(store, Action.NOTE, others[4]["event_id"], reason="see the ministry's page"),
    ]


def test_each_review_can_be_undone_and_leaves_what_was_there_before(store: Store) -> None:
    events, cube = rows_of(store), rows_of(store, "cube")
    reviews = review_everything(store)
    assert rows_of(store) != events
    assert store.check() == []
    for review in reviews:
        undo(store, review)
    assert rows_of(store) == events
    assert rows_of(store, "cube") == cube
    assert store.check() == []
    assert len(rows_of(store, "reviews")) == 2 * len(reviews), "what was decided stays on record"


@settings(max_examples=3, deadline=None)
@given(st.permutations(range(0, ARTICLES, 12)), st.integers(0, 2))
def test_the_result_is_that_of_one_load_whatever_came_when(order: list[int], reviewed_after: int) -> None:
    extractions = make_extractions(0, ARTICLES)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(folder, create=True)
        seen: set[tuple[str, str]] = set()
        for number, first in enumerate(order):
            store.commit(extractions[first : first + 12])
            seen |= _ids(store)
            if number == reviewed_after:
                review_everything(store)
                seen |= _ids(store)
        assert store.check() == []
        with store.connect() as connection:
            for event_id, report_id in seen:
                event = read_event(connection, event_id)
                assert event is not None, "an id was forgotten"
                assert report_id in event.report_ids, "an id came to mean another report"
        reviews = map(rows.review_of, rows_of(store, "reviews"))
        reports = [report for extraction in extractions for report in extraction.reports]
        at_once = link_blocks(reports, [one.article for one in extractions], reviews=standing(reviews))
        expected = rows.as_table(map(rows.event_row, at_once), TABLES["events"]).to_pylist()
        assert rows_of(store) == sorted(expected, key=lambda row: row["event_id"])


def _ids(store: Store) -> set[tuple[str, str]]:
    """Return the ids of all events with the report that each stands for."""
    return {(row["event_id"], row["report_ids"][0]) for row in rows_of(store)}


REVIEWER = """
import sys
from data.model import Action
from data.store import Request, ReviewError, Store
store = Store.open(sys.argv[1])
print("ready", flush=True)
for action in [Action.MERGE, Action.REJECT, Action.ACCEPT] * 9:
    events = sys.argv[2:] if action is Action.MERGE else sys.argv[2:3]
    try:
        review = store.review(Request(action=action, reviewer="Ada", event_ids=tuple(events), reason="r"))
    except ReviewError:  # they are merged: the one before was killed before it could undo that
        continue
    print(review.review_id, flush=True)
    if action is Action.MERGE:
        store.review(Request(action=Action.UNDO, reviewer="Ada", undoes=review.review_id))
"""


def test_a_killed_reviewer_leaves_whole_reviews_or_none(store: Store) -> None:
    first, *_, last = rows_of(store)
    command = [sys.executable, "-c", REVIEWER, str(store.location), first["event_id"], last["event_id"]]
    for kill in range(4):
        reviewer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert reviewer.stdout is not None
        said = [reviewer.stdout.readline().strip() for _ in range(1 + kill % 2)][1:]
        with pytest.raises(subprocess.TimeoutExpired):
            reviewer.wait(timeout=0.2 + 0.15 * kill)
        reviewer.send_signal(signal.SIGKILL)
        reviewer.wait()
        assert store.check() == []
        made = {row["review_id"] for row in rows_of(store, "reviews")}
        assert set(said) <= made, "what was told as done is gone"
    ask(store, Action.NOTE, first["event_id"], reason="after all that")
    assert store.check() == []


def test_a_merge_across_blocks_is_found_from_both_sides_and_survives_a_load_of_one(store: Store) -> None:
    first, *_, last = rows_of(store)
    ask(store, Action.MERGE, first["event_id"], last["event_id"])
    merged = holding(store, first["report_ids"][0])
    with store.connect() as connection:
        for event_id in (first["event_id"], last["event_id"]):
            found = read_event(connection, event_id)
            assert found is not None
            assert found.event_id == merged["event_id"]
        told = event_reports(connection, merged["event_id"])
        assert list(told["report_id"]) == merged["report_ids"]
    store.commit(make_extractions(ARTICLES, ARTICLES + 20))
    assert set(holding(store, first["report_ids"][0])["report_ids"]) >= set(merged["report_ids"])
    assert store.check() == []


def test_a_rejected_event_is_not_counted_and_stays_to_be_seen(store: Store) -> None:
    event = largest(store)
    with store.connect() as connection:
        before = count_events(connection, Filter()), int(by_target(connection, Filter())["event_count"].sum())
    ask(store, Action.REJECT, event["event_id"][:10], reason="  a hoax\x1b[31m\n")
    with store.connect() as connection:
        for choice, change in (
            (Filter(), -1),
            (Filter(is_rejected=None), 0),
            (Filter(text="", is_rejected=True), None),
        ):
            found = count_events(connection, choice), int(by_target(connection, choice)["event_count"].sum())
            assert found == ((1, 1) if change is None else (before[0] + change, before[1] + change))
        seen = read_event(connection, event["event_id"])
        assert seen is not None
        assert (seen.is_rejected, seen.reviewed_by) == (True, "Ada")
        (made,) = list_reviews(connection, seen.report_ids)
    assert made.review.reason == "a hoax [31m"
    assert made.review.made_at.tzinfo is not None
    assert made.undone_by is None


def test_reviews_and_loads_may_be_made_at_once(store: Store) -> None:
    events = rows_of(store)[:4]
    load = threading.Thread(target=lambda: [store.commit(make_extractions(n, n + 8)) for n in range(ARTICLES, 80, 8)])
    load.start()
    for event in events:
        ask(store, Action.ACCEPT, event["event_id"])
    load.join()
    assert store.check() == []
    assert store.article_count() == 80
    assert len(rows_of(store, "reviews")) == 4
    assert len([row for row in rows_of(store) if row["reviewed_by"] == "Ada"]) == 4


def test_the_later_row_is_the_later_word_whatever_the_clock_says(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    event_id = largest(store)["event_id"]
    rejection = ask(store, Action.REJECT, event_id, reason="no")

    class SlowClock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(2001, 1, 1, tzinfo=tz)

    monkeypatch.setattr("data.store.reviews.datetime", SlowClock)
    acceptance = ask(store, Action.ACCEPT, event_id)
    assert acceptance.made_at == rejection.made_at + timedelta(microseconds=1)
    assert rejection.made_at.tzinfo == UTC
    assert not holding(store, rejection.report_ids[0])["is_rejected"]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"action": Action.ACCEPT, "event_ids": ("abc",)}, "abc: is no event of the store.*at least 6 characters"),
    ({"action": Action.ACCEPT, "event_ids": ("no-such-event",)}, "no-such-even: is no event of the store"),
    ({"action": Action.ACCEPT, "reviewer": " \n"}, "needs the name of who makes it"),
    ({"action": Action.REJECT}, "a rejection needs its reason"),
    ({"action": Action.NOTE, "reason": " "}, "a note needs words"),
    ({"action": Action.NOTE, "reason": "x" * 2001}, "2,001 characters"),
    ({"action": Action.CORRECT, "field": "colour", "value": "red"}, "colour: no field that can be corrected"),
    ({"action": Action.CORRECT, "field": "status", "value": "done"}, "status: 'done' is none; give alleged, proposed"),
    ({"action": Action.MERGE}, "a merge needs two events"),
    ({"action": Action.SPLIT}, "some of the event's, not all"),
    ({"action": Action.SPLIT, "report_ids": ("no-such-report",)}, "is no report of this event"),
    ({"action": Action.UNDO, "undoes": "no-such-review"}, "no-such-revi: is no review"),
]


@pytest.mark.parametrize("asked, words", REFUSED, ids=[words[:30] for _, words in REFUSED])
def test_what_cannot_be_done_is_refused_in_words(store: Store, asked: dict[str, Any], words: str) -> None:
    before = store.snapshot_version()
    request = {"reviewer": "Ada", "event_ids": (largest(store)["event_id"],), **asked}
    with pytest.raises(ReviewError, match=words) as caught:
        store.review(Request(**request))
    assert "\n" not in str(caught.value)
    assert store.snapshot_version() == before


def test_what_is_undone_cannot_be_undone_again_but_the_undo_can(store: Store) -> None:
    rejection = ask(store, Action.REJECT, largest(store)["event_id"], reason="no")
    undone = undo(store, rejection)
    with pytest.raises(ReviewError, match=f"undone already, by Ben on .*to have it back undo {undone.review_id[:12]}"):
        undo(store, rejection)
    undo(store, undone)
    assert holding(store, rejection.report_ids[0])["is_rejected"]
    with store.connect() as connection:
        made = list_reviews(connection)
    assert [one.undone_by is not None for one in made] == [False, True, False]


def test_an_id_that_has_fallen_out_of_use_names_its_event(store: Store) -> None:
    first, *_, last = rows_of(store)
    ask(store, Action.MERGE, first["event_id"], last["event_id"])
    merged = holding(store, first["report_ids"][0])
    (old,) = {first["event_id"], last["event_id"]} - {merged["event_id"]}
    assert ask(store, Action.ACCEPT, old).report_ids == (merged["report_ids"][0],)


def test_reviews_outlive_a_store_that_was_loaded_anew(store: Store, tmp_path: Path) -> None:
    made = review_everything(store)
    undo(store, made[2])
    undo(store, made[0])
    with store.connect() as connection:
        old = [one.review for one in list_reviews(connection)]
    anew = Store.open(tmp_path / "anew", create=True)
    anew.commit(make_extractions(0, ARTICLES))
    other = ask(anew, Action.ACCEPT, largest(anew)["event_id"])
    undo(anew, other)
    carried = anew.carry(old)
    assert (carried.new, carried.known, carried.left_out) == (len(old), 0, ())
    assert rows_of(anew) == rows_of(store)
    assert rows_of(anew, "cube") == rows_of(store, "cube")
    assert anew.check() == []
    version = anew.snapshot_version()
    assert anew.carry(old).known == len(old)
    assert anew.snapshot_version() == version


def test_reviews_of_reports_that_are_not_there_are_given_back(store: Store, tmp_path: Path) -> None:
    event = largest(store)
    rejection = ask(store, Action.REJECT, event["event_id"], reason="no")
    undone = undo(store, rejection)
    empty = Store.open(tmp_path / "empty", create=True)
    assert empty.carry([undone, rejection]).left_out == (rejection, undone)
    assert empty.snapshot_version() == 0


def test_reviews_are_made_in_a_bucket_as_in_a_folder(store: Store, bucket: str) -> None:
    in_bucket = Store.open(f"{bucket}/reviewed", create=True)
    in_bucket.commit(make_extractions(0, ARTICLES))
    for one in (in_bucket, store):
        undo(one, review_everything(one)[1])
    assert rows_of(in_bucket) == rows_of(store)
    assert in_bucket.check() == []
