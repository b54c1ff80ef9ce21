from __future__ import annotations

import pytest

from components.widgets.evidence import GAP, LONG_PARAGRAPH, article_html, marked
from tests.components.sample import HOSTILE, LONG_WORD

TEXT = "First paragraph.\n\nRussia sent arms to Mali.\n\nThird one.\n\nFourth one.\n\nFifth one."


def test_the_evidence_is_marked_and_nothing_else() -> None:
    start = TEXT.index("arms")
    assert marked(TEXT, [(start, start + 4)]).count("<mark>") == 1
    assert "<mark>arms</mark>" in marked(TEXT, [(start, start + 4)])


def test_overlapping_evidence_is_one_mark() -> None:
    assert marked("abcdef", [(0, 3), (2, 5)]) == "<mark>abcde</mark>f"


@pytest.mark.parametrize("span", [(-5, 0), (3, 3), (90, 99), (4, 2)])
def test_a_span_outside_of_the_text_marks_nothing(span: tuple[int, int]) -> None:
    assert marked("abc", [span]) == "abc"


def test_text_is_cut_before_it_is_escaped() -> None:
    text = "<<<arms>>>"
    assert marked(text, [(3, 7)]) == "&#60;&#60;&#60;<mark>arms</mark>&#62;&#62;&#62;"


def test_hostile_text_stays_text_inside_and_outside_of_marks() -> None:
    html = article_html(HOSTILE, [(3, 40)], whole=True)
    assert html.replace("<p>", "").replace("</p>", "").replace("<mark>", "").replace("</mark>", "").count("<") == 0


def test_a_long_article_shows_the_evidence_and_its_neighbours() -> None:
    html = article_html(TEXT, [(20, 26)], whole=False)
    assert "First" in html
    assert "Third" in html
    assert "Fifth" not in html
    assert html.endswith(GAP)


def test_an_article_of_one_paragraph_is_cut_after_sentences() -> None:
    text = "A sentence of some words. " * 400
    html = article_html(text, [(5_000, 5_010)], whole=False)
    assert html.count(GAP) == 2
    assert len(html) < 5 * LONG_PARAGRAPH
    assert article_html(text, [], whole=True).count("<p>") == 1


def test_a_word_of_ten_thousand_letters_is_shown_whole() -> None:
    assert LONG_WORD in article_html(LONG_WORD, [(0, 3)], whole=True).replace("<mark>", "").replace("</mark>", "")
