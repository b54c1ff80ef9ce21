"""What one article tells of an event: where it stood, its text with the evidence marked, and how each report was read.

An article that tells of an event twice is shown once, with all its evidence. A copy says whose report it is. Outside
text is escaped here; a link leads to the publication only by a web address, and says so where the text is a digest in
our own words.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import streamlit as st

from components.escape import escaped, safe_url
from components.theme import day_words
from components.widgets.event_record import status_words
from components.widgets.evidence import article_html, is_long, marked
from components.widgets.pieces import show
from components.widgets.wording import date_words
from data.model import Article, Aspect, Field, Kind

Row = Mapping[Hashable, Any]
"""A row of `data.queries.event_reports`."""


def article_with_evidence(article: Article, rows: Sequence[Row]) -> None:
    """Draw an article with the reports that it gives of one event."""
    headline, text = _spans(rows, Field.HEADLINE), _spans(rows, Field.TEXT)
    is_cut = is_long(article.text)
    readings = "".join(f'<div class="ambit-note">{reading(row)}</div>' for row in rows)
    show(
        f'<article class="ambit-report">{_origin(article)}{copy_tag(rows[0])}'
        f"<h3><bdi>{marked(article.headline, headline)}</bdi></h3>{_way_out(article)}"
        f'<div class="ambit-text ambit-outside">{article_html(article.text, text, whole=not is_cut)}</div>'
        f"{readings}</article>"
    )
    if not is_cut:
        return
    whole = st.expander("The whole text", key=f"whole-{article.article_id}", on_change="rerun")
    if whole.open:
        with whole:
            body = article_html(article.text, text, whole=True)
            show(f'<div class="ambit-report"><div class="ambit-text ambit-outside">{body}</div></div>')


def reading(row: Row) -> str:
    """Return what a report was read as, and by which rule."""
    said = f" Attributed to <bdi>{escaped(row['attribution'])}</bdi>." if escaped(row["attribution"]) else ""
    when = date_words(row["date_start"], row["date_end"], row["date_precision"])
    return (
        f"Read as <b>{escaped(status_words(row['status']).lower())}</b>, {escaped(when[0].lower() + when[1:])}, "
        f"by rule <code>{escaped(row['rule_id'])}</code> of extractor {escaped(row['extractor_version'])}, "
        f"confidence {row['confidence']:.0%}.{said}{_words_of_fields(row)}"
    )


def copy_tag(row: Row) -> str:
    """Return whose report an article copies; nothing for one that tells in its own words."""
    if not escaped(row["copy_of"]):
        return ""
    whose = (
        f"<bdi>{escaped(row['copy_of_outlet'])}</bdi>’s" if escaped(row["copy_of_outlet"]) else "an unnamed outlet’s"
    )
    return f'<div class="ambit-note"><span class="ambit-tag">copy of {whose} report</span> counted as one with it</div>'


def _words_of_fields(row: Row) -> str:
    """Return the words that each field of a record rests on; a store of an older program has none apart."""
    spans = [span for span in row["evidence"] if span.get("aspect", Aspect.EVENT) != Aspect.EVENT]
    told = dict.fromkeys((span["aspect"].replace("_", " "), span["text"]) for span in spans)
    listed = ", ".join(f"{name} “<bdi>{escaped(text)}</bdi>”" for name, text in told)
    return f" In its words: {listed}." if listed else ""


def _spans(rows: Sequence[Row], field: Field) -> list[tuple[int, int]]:
    """Return the evidence of all the reports in one field of the article, as offsets."""
    return [(span["start"], span["end"]) for row in rows for span in row["evidence"] if span["field"] == field]


def _origin(article: Article) -> str:
    """Return who published it and when."""
    day = day_words(article.published_at) if article.published_at else "undated"
    return f'<div class="ambit-note"><b><bdi>{escaped(article.outlet) or "Unnamed outlet"}</bdi></b>, {day}</div>'


def _way_out(article: Article) -> str:
    """Return the way out to the publication; a digest says that it is one."""
    url = safe_url(article.url)
    is_digest = article.kind is Kind.DIGEST
    label = "The published report" if is_digest else "The article as published"
    out = f'<a href="{url}" rel="noopener noreferrer nofollow" target="_blank">{label}</a>' if url else ""
    own = '<span class="ambit-tag">digest in our own words</span> ' if is_digest else ""
    return f'<p class="ambit-note">{own}{out}</p>' if own or out else ""
