from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from data.linking import block_of, link, link_blocks
from data.linking.candidates import Candidates
from data.linking.likeness import LINK_AT, WEIGHTS, Reason, compare
from data.model import DateBasis, DatePrecision, DateRange, Event, EventReport, Status, content_id
from tests.linking.cases import Case, read_cases
from tests.store.samples import make_article, make_extractions, make_report, on_day

CASES = read_cases()


def _link(*reports: tuple[str, dict[str, object]], **outlets: str) -> tuple[list[Event], list[EventReport]]:
    """Link reports given as (article key, fields); an article is published on the day its first report is dated."""
    articles = {}
    made = []
    for number, (key, fields) in enumerate(reports):
        dates = fields.get("dates")
        day = dates.start if isinstance(dates, DateRange) and dates.start else date(2024, 6, 5)
        article = articles.setdefault(key, make_article(key, outlet=outlets.get(key, key), day=day))
        made.append(make_report(article, number, **fields))
    return link(made, articles.values()), made


def test_there_are_cases() -> None:
    assert len(CASES) == 24
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_reports_that_tell_of_one_event_are_one_event(case: Case) -> None:
    events = link(case.reports, case.articles)
    assert {frozenset(case.keys[report_id] for report_id in event.report_ids) for event in events} == case.events


def test_the_order_of_reports_and_articles_changes_nothing() -> None:
    extractions = make_extractions(0, 150)
    reports = [report for extraction in extractions for report in extraction.reports]
    articles = [extraction.article for extraction in extractions]
    expected = link_blocks(reports, articles)
    assert len(expected) > 50
    assert any(linked.links for linked in expected)
    for seed in range(3):
        chance = random.Random(seed)  # noqa: S311 - the same each time
        chance.shuffle(reports)
        chance.shuffle(articles)
        assert link_blocks(reports, articles) == expected


def test_each_report_is_in_exactly_one_event() -> None:
    extractions = make_extractions(0, 150)
    reports = [report for extraction in extractions for report in extraction.reports]
    events = link(reports, [extraction.article for extraction in extractions])
    held = [report_id for event in events for report_id in event.report_ids]
    assert sorted(held) == sorted(report.report_id for report in reports)
    assert len({event.event_id for event in events}) == len(events)


def test_nothing_links_to_nothing() -> None:
    assert link([], []) == []


def test_other_types_powers_and_countries_are_other_blocks() -> None:
    article = make_article("a")
    report = make_report(article)
    assert block_of(report) == "RUS/MLI/military_aid"
    assert block_of(replace(report, influencer=None, event_type="coup")) == "-/MLI/coup"
    others = [
        replace(report, report_id=str(n), **change)
        for n, change in enumerate(({"influencer": "CHN"}, {"target": "NER"}, {"event_type": "arms_deal"}))
    ]
    assert len(link([report, *others], [article])) == 4


def _pairs_of_blocks() -> list[tuple[EventReport, EventReport]]:
    reports = [report for extraction in make_extractions(0, 150) for report in extraction.reports]
    return [
        (one, other) for one in reports for other in reports if one is not other and block_of(one) == block_of(other)
    ]


def test_the_candidates_of_a_report_leave_out_nothing_that_it_could_link_to() -> None:
    order = list(DatePrecision)
    links = 0
    for one, other in _pairs_of_blocks():
        likeness = compare(one, other)
        is_taken_later = order.index(other.dates.precision) >= order.index(one.dates.precision)
        if is_taken_later and likeness.score >= LINK_AT and not likeness.is_vetoed:
            candidates: Candidates[str] = Candidates()
            candidates.keep(0, "held", one)
            assert candidates.find(other) == ["held"], likeness.reasons
            links += 1
    assert links > 50


def test_likeness_does_not_depend_on_the_order_of_the_two() -> None:
    pairs = _pairs_of_blocks()
    assert len(pairs) > 200
    for one, other in pairs:
        assert compare(one, other) == compare(other, one)


def test_each_reason_has_a_weight_or_is_a_veto() -> None:
    assert {reason for reason in Reason if reason not in WEIGHTS} == {
        reason for reason in Reason if reason.value.startswith("veto")
    }


def test_the_stages_of_a_deal_are_its_history() -> None:
    shared = {"event_type": "mining_deal", "sector": "extractives", "commodity": "bauxite", "influencer_actor": "Rusal"}
    (event,), reports = _link(
        ("b", {**shared, "status": Status.AGREED, "dates": on_day(2024, 7, 2)}),
        ("c", {**shared, "status": Status.CANCELLED, "dates": on_day(2025, 3, 10), "direction": -1}),
        ("a", {**shared, "status": Status.PROPOSED, "dates": on_day(2024, 6, 5)}),
    )
    assert [(step.status, step.step_date, step.report_id) for step in event.history] == [
        (Status.PROPOSED, date(2024, 6, 5), reports[2].report_id),
        (Status.AGREED, date(2024, 7, 2), reports[0].report_id),
        (Status.CANCELLED, date(2025, 3, 10), reports[1].report_id),
    ]
    assert (event.status, event.dates, event.direction) == (Status.CANCELLED, on_day(2025, 3, 10), -1)


def test_a_late_word_on_the_plan_is_no_step_back() -> None:
    shared = {"amount_usd": 2e8}
    (event,), _ = _link(
        ("a", {**shared, "status": Status.AGREED, "dates": on_day(2024, 6, 5)}),
        ("b", {**shared, "status": Status.ANNOUNCED, "dates": on_day(2024, 6, 7, DateBasis.PUBLICATION)}),
    )
    assert event.status is Status.AGREED
    assert len(event.history) == 1
    assert event.article_count == 2


def test_what_is_taken_up_again_is_under_way() -> None:
    shared = {"commodity": "gold", "influencer_actor": "Nordgold", "sector": "extractives", "event_type": "mining_deal"}
    (event,), _ = _link(
        ("a", {**shared, "status": Status.UNDER_WAY, "dates": on_day(2024, 1, 5)}),
        ("b", {**shared, "status": Status.SUSPENDED, "dates": on_day(2024, 3, 5)}),
        ("c", {**shared, "status": Status.UNDER_WAY, "dates": on_day(2024, 6, 5)}),
    )
    assert [step.status for step in event.history] == [Status.UNDER_WAY, Status.SUSPENDED, Status.UNDER_WAY]


def test_a_claim_gives_way_to_an_assertion() -> None:
    (event,), _ = _link(
        ("a", {"status": Status.ALLEGED, "dates": on_day(2024, 6, 5)}),
        ("b", {"status": Status.COMPLETED, "dates": on_day(2024, 6, 5)}),
    )
    assert [step.status for step in event.history] == [Status.COMPLETED]


def test_corroboration_counts_outlets_and_not_articles() -> None:
    (event,), _ = _link(("a", {}), ("b", {}), ("c", {}), a="Agency", b=" agency", c="Paper")
    assert (event.article_count, event.outlet_count) == (3, 2)
    assert event.confidence == pytest.approx(1 - 0.3 * 0.3)


def test_the_value_of_most_outlets_counts_and_not_of_most_articles() -> None:
    hundred, many = {"quantity": 100.0, "unit": "instructors"}, {"quantity": 150.0, "unit": "instructors"}
    told = [("a", hundred), ("b", hundred), ("c", hundred), ("d", many), ("e", many)]
    (event,), _ = _link(*told, a="One", b="One", c="One", d="Two", e="Three")
    assert (event.quantity, event.unit) == (150.0, "instructors")


def test_a_name_is_one_name_in_all_its_spellings() -> None:
    (event,), _ = _link(
        ("a", {"influencer_actor": "Wagner"}),
        ("b", {"influencer_actor": "the Wagner Group"}),
        ("c", {"influencer_actor": "Wagner"}),
    )
    assert event.influencer_actor == "Wagner"


def test_the_closest_date_of_the_latest_step_is_the_event_s() -> None:
    (event,), _ = _link(
        ("a", {"status": Status.COMPLETED, "dates": on_day(2024, 6, 6, DateBasis.PUBLICATION)}),
        ("b", {"status": Status.COMPLETED, "dates": on_day(2024, 6, 5)}),
        ("c", {"status": Status.COMPLETED, "dates": on_day(2024, 6, 6, DateBasis.PUBLICATION)}),
    )
    assert event.dates == on_day(2024, 6, 5)


def test_an_event_is_background_only_when_nobody_reports_it_as_news() -> None:
    (recalled,), _ = _link(("a", {"is_background": True}), ("b", {"is_background": True}))
    (news,), _ = _link(("a", {"is_background": True}), ("b", {}))
    assert recalled.is_background
    assert not news.is_background


def test_an_event_is_called_by_its_first_published_report() -> None:
    late, early = make_article("late", day=date(2024, 6, 6)), make_article("early", day=date(2024, 6, 5))
    reports = [make_report(late), make_report(early)]
    (event,) = link(reports, [late, early])
    assert event.event_id == content_id("event", reports[1].report_id)
    assert event.report_ids == (reports[1].report_id, reports[0].report_id)
    (alone,) = link(reports[1:], [early])
    assert alone.event_id == event.event_id


def test_a_link_keeps_its_score_and_reasons() -> None:
    early, late = make_article("early", day=date(2024, 6, 5)), make_article("late", day=date(2024, 6, 6))
    reports = [make_report(article, commodity="drones") for article in (early, late)]
    (linked,) = link_blocks(reports, [early, late])
    (why,) = linked.links
    assert (why.report_id, why.linked_to) == (reports[1].report_id, reports[0].report_id)
    assert set(why.reasons) == {Reason.SAME_COMMODITY, Reason.SAME_DAY, Reason.SAME_STATUS}
    assert why.score == sum(WEIGHTS[reason] for reason in why.reasons)


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({}, "Russia → Mali: military aid, announced"),
        ({"influencer": "XXX", "event_type": "air_mail"}, "XXX → Mali: air mail, announced"),
        ({"influencer": None, "event_type": "coup", "status": Status.COMPLETED}, "Mali: coup, completed"),
        (
            {
                "event_type": "mining_deal",
                "influencer_actor": "Rusal",
                "commodity": "bauxite",
                "status": Status.UNDER_WAY,
            },
            "Russia (Rusal) → Mali: mining deal, bauxite, under way",
        ),
    ],
)
def test_a_summary_says_what_the_record_says(fields: dict[str, object], sentence: str) -> None:
    (event,), _ = _link(("a", fields))
    assert event.summary == sentence
