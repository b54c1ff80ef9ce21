"""Reviews on top of what linking finds: what each does, and that order and undoing leave no trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.linking import LinkedEvent, block_of, link_blocks
from data.linking.clusters import BY_REVIEW
from data.linking.corrections import CORRECTABLE, corrected
from data.linking.reviewed import coupled, standing
from data.model import Action, DateBasis, DatePrecision, DateRange, EventReport, Review, Status
from tests.store.samples import make_extractions

EXTRACTIONS = make_extractions(0, 60)
REPORTS = [report for extraction in EXTRACTIONS for report in extraction.reports]
ARTICLES = [extraction.article for extraction in EXTRACTIONS]
BLOCKS = {report.report_id: block_of(report) for report in REPORTS}
START = datetime(2026, 1, 1, tzinfo=UTC)


def make_review(number: int, action: Action, *report_ids: str, **fields: object) -> Review:
    """Return the `number`-th review."""
    about = (*report_ids, *fields.get("apart_from", ()))
    review = Review(
        review_id=f"review-{number}",
        made_at=START + timedelta(hours=number),
        reviewer="Ada",
        action=action,
        report_ids=report_ids,
        link_blocks=tuple(sorted({BLOCKS[report_id] for report_id in about if report_id in BLOCKS})),
    )
    return replace(review, **fields)


def linked(*reviews: Review, reports: Iterable[EventReport] = REPORTS) -> list[LinkedEvent]:
    return link_blocks(reports, ARTICLES, reviews=standing(reviews))


def holding(events: Iterable[LinkedEvent], report_id: str) -> LinkedEvent:
    (found,) = [one for one in events if report_id in one.event.report_ids]
    return found


def several_reports() -> LinkedEvent:
    return max(linked(), key=lambda one: len(one.event.report_ids))


def test_a_merge_makes_one_event_of_two_in_different_blocks() -> None:
    first, *_, last = linked()
    assert first.link_block != last.link_block
    names = first.event.report_ids[0], last.event.report_ids[0]
    events = linked(make_review(1, Action.MERGE, *names))
    merged = holding(events, names[0])
    assert set(merged.event.report_ids) == {*first.event.report_ids, *last.event.report_ids}
    assert merged.link_block == BLOCKS[merged.event.report_ids[0]]
    assert {merged.link_block, *merged.other_blocks} == {first.link_block, last.link_block}
    assert len(events) == len(linked()) - 1
    assert len(merged.links) == len(merged.event.report_ids) - 1
    assert (BY_REVIEW,) in [link.reasons for link in merged.links]
    assert merged.event.reviewed_by == "Ada"


def test_a_split_takes_reports_out_and_all_others_stay() -> None:
    whole = several_reports()
    assert len(whole.event.report_ids) > 2
    for leaving in whole.event.report_ids:
        staying = tuple(one for one in whole.event.report_ids if one != leaving)
        events = linked(make_review(1, Action.SPLIT, leaving, apart_from=staying))
        assert holding(events, leaving).event.report_ids == (leaving,)
        rest = holding(events, staying[0])
        assert rest.event.report_ids == staying
        assert len(rest.links) == len(staying) - 1
        assert {link.linked_to for link in rest.links} <= set(staying)


def test_a_report_that_came_after_a_split_goes_with_the_one_it_is_most_like() -> None:
    whole = several_reports()
    later = max(whole.links, key=lambda link: link.score)
    staying = tuple(one for one in whole.event.report_ids if one not in (later.report_id, later.linked_to))
    events = linked(make_review(1, Action.SPLIT, later.linked_to, apart_from=staying))
    assert set(holding(events, later.linked_to).event.report_ids) == {later.report_id, later.linked_to}


def test_the_later_of_a_merge_and_a_split_counts() -> None:
    whole = several_reports()
    leaving, *staying = whole.event.report_ids
    split = make_review(1, Action.SPLIT, leaving, apart_from=tuple(staying))
    merge = make_review(2, Action.MERGE, leaving, staying[0])
    assert holding(linked(split, merge), leaving).event.report_ids == whole.event.report_ids
    assert holding(linked(merge, replace(split, made_at=START + timedelta(days=9))), leaving).event.report_ids == (
        leaving,
    )


def test_what_was_rejected_stays_rejected_when_an_earlier_report_turns_up() -> None:
    whole = several_reports()
    first, *later = whole.event.report_ids
    without = [report for report in REPORTS if report.report_id != first]
    review = make_review(1, Action.REJECT, later[0], reason="no such thing")
    assert holding(linked(review, reports=without), later[0]).event.is_rejected
    assert holding(linked(review), first).event.is_rejected
    accepted = make_review(2, Action.ACCEPT, later[0])
    assert not holding(linked(review, accepted), first).event.is_rejected


def test_a_correction_sets_the_events_value_and_its_sentence_and_moves_no_block() -> None:
    (anchor, *_), before = several_reports().event.report_ids, several_reports()
    event = before.event
    reviews = [
        make_review(1, Action.CORRECT, anchor, field="influencer", value="TUR"),
        make_review(2, Action.CORRECT, anchor, field="event_type", value="mining_deal"),
        make_review(3, Action.CORRECT, anchor, field="place", value="Kidal"),
        make_review(4, Action.CORRECT, anchor, field="place", value="Gao"),
    ]
    after = holding(linked(*reviews), anchor)
    assert (after.event.influencer, after.event.event_type, after.event.sector) == ("TUR", "mining_deal", "extractives")
    assert after.event.place == "Gao"
    assert after.event.summary.startswith("Turkey → ")
    assert "mining deal" in after.event.summary
    assert (after.event.event_id, after.link_block, after.event.history) == (
        event.event_id,
        before.link_block,
        event.history,
    )


def test_a_note_changes_nothing() -> None:
    anchor = several_reports().event.report_ids[0]
    assert linked(make_review(1, Action.NOTE, anchor, reason="to be looked at")) == linked()


def test_an_undo_can_be_undone() -> None:
    anchor = several_reports().event.report_ids[0]
    reject = make_review(1, Action.REJECT, anchor, reason="no")
    undo = make_review(2, Action.UNDO, anchor, undoes="review-1")
    again = make_review(3, Action.UNDO, anchor, undoes="review-2")
    assert standing([reject, undo]) == []
    assert standing([again, undo, reject]) == [reject]
    assert linked(reject, undo) == linked()


def test_blocks_are_coupled_through_others() -> None:
    merges = [
        replace(make_review(number, Action.MERGE), link_blocks=blocks)
        for number, blocks in enumerate([("A", "B"), ("D", "E"), ("B", "C")])
    ]
    assert coupled({"A", "X"}, merges) == {"A", "B", "C", "X"}
    assert coupled({"X"}, merges) == {"X"}


@st.composite
def many_reviews(draw: st.DrawFn) -> list[Review]:
    """Draw reviews about any reports, some undone."""
    names = st.sampled_from(sorted(BLOCKS))
    reviews = []
    for number in range(draw(st.integers(1, 8))):
        action = draw(st.sampled_from(list(Action)))
        about = draw(st.lists(names, min_size=2, max_size=4, unique=True))
        if action is Action.UNDO:
            undoes = f"review-{draw(st.integers(0, number - 1))}" if number else "review-none"
            reviews.append(make_review(number, action, about[0], undoes=undoes))
        elif action is Action.SPLIT:
            reviews.append(make_review(number, action, about[0], apart_from=tuple(about[1:])))
        elif action is Action.CORRECT:
            reviews.append(make_review(number, action, about[0], field="place", value=f"Place {number}"))
        else:
            reviews.append(make_review(number, action, *(about if action is Action.MERGE else about[:1]), reason="r"))
    return reviews


@settings(max_examples=40, deadline=None)
@given(many_reviews(), st.randoms(use_true_random=False))
def test_each_report_is_in_one_event_whatever_the_reviews_and_the_order(reviews: list[Review], chance) -> None:
    events = linked(*reviews)
    held = [report_id for one in events for report_id in one.event.report_ids]
    assert sorted(held) == sorted(BLOCKS)
    for one in events:
        assert len(one.links) == len(one.event.report_ids) - 1
    shuffled = list(REPORTS)
    chance.shuffle(shuffled)
    chance.shuffle(reviews)
    assert linked(*reviews, reports=shuffled) == events


@settings(max_examples=40, deadline=None)
@given(many_reviews())
def test_blocks_that_no_review_couples_are_linked_apart(reviews: list[Review]) -> None:
    stands = standing(reviews)
    expected = linked(*reviews)
    for block in sorted(set(BLOCKS.values()))[:5]:
        together = coupled({block}, stands)
        found = linked(*reviews, reports=[report for report in REPORTS if BLOCKS[report.report_id] in together])
        assert found == [one for one in expected if one.link_block in together]


GOOD = [
    ("date", "2024", DateRange(date(2024, 1, 1), date(2024, 12, 31), DatePrecision.YEAR, DateBasis.REVIEW)),
    ("date", "2024-02", DateRange(date(2024, 2, 1), date(2024, 2, 29), DatePrecision.MONTH, DateBasis.REVIEW)),
    ("date", "2024-06-05", DateRange(date(2024, 6, 5), date(2024, 6, 5), DatePrecision.DAY, DateBasis.REVIEW)),
    (
        "date",
        "2024-06-05/2024-06-09",
        DateRange(date(2024, 6, 5), date(2024, 6, 9), DatePrecision.DAY, DateBasis.REVIEW),
    ),
    ("date", "", DateRange(basis=DateBasis.REVIEW)),
    ("status", "under_way", Status.UNDER_WAY),
    ("direction", "+1", 1),
    ("amount_usd", "2,500,000", 2_500_000.0),
    ("amount_usd", "", None),
    ("influencer", "", None),
    ("influencer", "EU", "EU"),
    ("target", " MLI ", "MLI"),
    ("is_background", "Yes", True),
]


@pytest.mark.parametrize("field, value, expected", GOOD)
def test_a_value_is_read_as_the_field_means_it(field: str, value: str, expected: object) -> None:
    name = "dates" if field == "date" else field
    assert corrected(field, value)[name] == expected


BAD = [
    ("colour", "red", "no field that can be corrected"),
    ("event_id", "x", "no field that can be corrected"),
    ("status", "done", "alleged, proposed"),
    ("target", "", "ISO code"),
    ("target", "EU", "ISO code"),
    ("target", "Mali", "ISO code"),
    ("influencer", "rus", "ISO code"),
    ("event_type", "war", "seeds/event_types"),
    ("direction", "2", "1, 0 or -1"),
    ("date", "2024-02-30", "write 2024-06-05"),
    ("date", "2024-06-09/2024-06-05", "write 2024-06-05"),
    ("date", "yesterday", "write 2024-06-05"),
    ("date", "2024/2025/2026", "write 2024-06-05"),
    ("amount_usd", "nan", "no number"),
    ("amount_usd", "-5", "no number"),
    ("quantity", "1e999", "no number"),
    ("quantity", "many", "no number"),
    ("place", "x" * 201, "no name"),
    ("place", "a\u202eb", "no name"),
    ("is_background", "maybe", "yes or no"),
]


@pytest.mark.parametrize("field, value, words", BAD)
def test_what_is_no_value_is_refused_in_words(field: str, value: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        corrected(field, value)


def test_every_field_that_can_be_corrected_was_tried() -> None:
    tried = {field for field, *_ in [*GOOD, *BAD]}
    assert set(CORRECTABLE) - tried == {"influencer_actor", "target_actor", "commodity", "unit"}
