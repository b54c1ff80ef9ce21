"""One event: its record, its life, and each report of it with the words that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.escape import escaped
from components.source import Source
from components.theme import count_words
from components.widgets.differences import differences_html
from components.widgets.event_record import (
    articles_words,
    lede_words,
    life_html,
    record_html,
    steps_html,
    title_words,
)
from components.widgets.links import HOME, link_to
from components.widgets.pieces import heading, show, title
from components.widgets.reports import Row, article_with_evidence
from components.widgets.review_record import rejected_note, reviews_html
from components.widgets.troubles import unknown_event
from components.widgets.view import kept_view
from components.widgets.wording import date_words
from data.model import Event
from data.queries import disagreements, event_reports, list_reviews, read_article, read_event

ARTICLES_SHOWN = 10
MOVED = "The link that you followed was made when less was known. The report that it stands for is part of this event."


def render(source: Source) -> None:
    """Draw the page of the event that the address names."""
    link_to(HOME, "Back to the overview", kept_view().to_query(), icon=":material/arrow_back:")
    asked_for = st.query_params.get("event", "")
    event = read_event(source.cursor, asked_for)
    if event is None:
        unknown_event()
        return
    if event.event_id != asked_for:
        show(f'<div class="ambit-note">{escaped(MOVED)}</div>')
    reports = event_reports(source.cursor, event.event_id)
    rows = reports.to_dict("records")
    dates = {
        str(row["report_id"]): date_words(row["date_start"], row["date_end"], row["date_precision"]) for row in rows
    }
    reviews = list_reviews(source.cursor, event.report_ids)
    rejected = rejected_note(event, reviews)
    show(title("Event", title_words(event), lede_words(event)) + rejected + life_html(event, dates))
    narrow, wide = st.columns([2, 3], gap="large")
    with narrow:
        show(heading("The record") + record_html(event))
        if len(event.history) > 1:
            outlets = {str(row["report_id"]): str(row["outlet"]) for row in rows}
            show(heading("How it went") + steps_html(event, dates, outlets))
        if differing := disagreements(event, reports):
            note = "The record shows the first value of each: the one that most outlets tell, or that a reviewer set."
            show(heading("Where the reports differ", note) + differences_html(differing, event.dates.basis))
        if reviews:
            show(heading("What reviewers decided") + reviews_html(reviews))
    with wide:
        _evidence(source, event, rows)


def _evidence(source: Source, event: Event, rows: Sequence[Row]) -> None:
    """Draw the articles that tell of the event, oldest first."""
    by_article: dict[str, list[Row]] = {}
    for row in rows:
        by_article.setdefault(str(row["article_id"]), []).append(row)
    reports = f"{count_words(len(rows), 'report')} in {articles_words(event)}"
    show(heading(f"What it rests on: {reports}", "Marked words are the evidence, exactly as they stand in the text."))
    for article_id, told in list(by_article.items())[:ARTICLES_SHOWN]:
        if article := read_article(source.cursor, article_id):
            article_with_evidence(article, told)
    if len(by_article) > ARTICLES_SHOWN:
        hidden = count_words(len(by_article) - ARTICLES_SHOWN, "further article")
        show(f'<div class="ambit-note">{hidden} not shown.</div>')
