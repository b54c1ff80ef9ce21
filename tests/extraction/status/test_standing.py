"""How far an act has got: what must hold whatever the words, and that the words which decided are pointed at."""

from datetime import UTC, datetime

import pytest

from data.extraction import Extractor
from data.extraction.lexicon import default_lexicon
from data.model import Article, Aspect, EventReport, Status

PUBLISHED = datetime(2024, 6, 14, tzinfo=UTC)
AHEAD = (
    "Russia will send tanks to Mali.",
    "Russia is to send tanks to Mali.",
    "Russia plans to send tanks to Mali.",
    "Russia said it would send tanks to Mali.",
    "Russia may send tanks to Mali.",
    "Russia has promised to send tanks to Mali.",
    "Tanks will be delivered to Mali by Russia.",
    "Russia will complete the delivery of tanks to Mali.",
    "Russia is ready to send tanks to Mali.",
)
NEGATED = (
    "Russia did not send tanks to Mali.",
    "Russia never sent tanks to Mali.",
    "Russia would have sent tanks to Mali.",
    "Russia should send tanks to Mali.",
)


def _reports(text: str) -> list[EventReport]:
    article = Article(article_id="case", given_id="case", text=text, published_at=PUBLISHED)
    return list(Extractor(default_lexicon()).extract(article).reports)


def _deciding(text: str) -> list[str]:
    (report,) = _reports(text)
    return [span.text for span in report.evidence if span.aspect is Aspect.STATUS]


@pytest.mark.parametrize("text", AHEAD)
def test_the_future_is_never_completed(text: str) -> None:
    statuses = {report.status for report in _reports(text)}
    assert statuses
    assert statuses <= {Status.PROPOSED, Status.ANNOUNCED}


@pytest.mark.parametrize("text", NEGATED)
def test_what_did_not_happen_is_no_record(text: str) -> None:
    assert _reports(text) == []


@pytest.mark.parametrize(
    "text, words",
    [
        ("Russia will send tanks to Mali.", ["will"]),
        ("Russia offered to send tanks to Mali.", ["offered"]),
        ("Turkey cancelled a planned visit by its president to Ghana.", ["cancelled"]),
        ("The parties discussed a lifting of U.S. sanctions on Sudan.", ["discussed", "lifting"]),
        ("The United States imposed sanctions on Sudan.", ["imposed"]),
        ("Russia sent tanks to Mali.", ["sent"]),
    ],
)
def test_the_words_that_decided_are_pointed_at(text: str, words: list[str]) -> None:
    assert _deciding(text) == words


@pytest.mark.parametrize(
    "text, status",
    [
        ("Russia agreed to consider sending tanks to Mali.", Status.PROPOSED),
        ("Russia cancelled a plan to send tanks to Mali.", Status.CANCELLED),
        ("Russia approved a plan to send tanks to Mali.", Status.AGREED),
        ("Russia rejected a proposal to send tanks to Mali.", Status.FAILED),
        ("Russia reportedly plans to send tanks to Mali.", Status.ALLEGED),
    ],
)
def test_the_outer_word_is_said_of_what_the_inner_one_left(text: str, status: Status) -> None:
    assert [report.status for report in _reports(text)] == [status]
