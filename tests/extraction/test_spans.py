"""Whatever the text, the words that a report or a rejection shows are those that stand at its offsets."""

from datetime import UTC, datetime
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.extraction import extract
from data.extraction.text.forms import verb_forms
from data.extraction.text.word_classes import word_classes
from data.model import Article
from data.reference.event_types import event_types
from data.reference.geography import countries

PUBLISHED = datetime(2024, 6, 5, tzinfo=UTC)
ODD = [
    "\u200b",
    "\u202e",
    "\u00ad",
    "\x07",
    "\ud800",
    "e\u0301",
    "\U0001f600",
    "“",
    "’s",
    "s",
    "U.S.",
    "\n\n",
    ";",
    "(",
    " - ",
]
SMALL = [
    "the",
    "and",
    "to",
    "of",
    "in",
    "with",
    "on",
    "has",
    "will",
    "not",
    "its",
    "it",
    "they",
    "said",
    "$3 billion",
    "2023",
]


@cache
def _words() -> tuple[list[str], list[str], list[str]]:
    """Return the tables' own words: names of countries, forms of triggers, words that triggers need."""
    names = [form for row in countries().values() for form in (row.name, *row.demonyms[:1])]
    triggers = [trigger for row in event_types().values() for trigger in row.trigger]
    verbs = {form for trigger in triggers for verb in trigger.verbs for form in verb_forms(verb)}
    nouns = {noun for trigger in triggers for noun in trigger.nouns if "<" not in noun}
    needed = {word for row in word_classes().values() for word in row.words[:20]}
    return names, sorted(verbs | nouns), sorted(needed)


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    names, triggers, needed = map(st.sampled_from, _words())
    small = st.sampled_from(SMALL)
    some = st.lists(st.one_of(names, triggers, needed, small, st.sampled_from(ODD)), max_size=8)
    spine = [draw(names), draw(triggers), draw(needed), draw(small), draw(names)]
    return " ".join([*draw(some), *spine, *draw(some)]) + draw(st.sampled_from([". ", ".", "\n", "? ", " "]))


TEXTS = st.lists(st.one_of(_sentences(), _sentences(), st.text(max_size=60)), max_size=6).map("".join)


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True, database=None
)
@given(text=TEXTS, headline=st.one_of(st.just(""), _sentences()))
def test_every_span_of_any_text_is_verbatim(text: str, headline: str) -> None:
    article = Article(article_id="test", given_id="test", text=text, headline=headline, published_at=PUBLISHED)
    extraction = extract(article)
    spans = [span for report in extraction.reports for span in report.evidence]
    for span in (*spans, *(rejection.span for rejection in extraction.rejections)):
        assert span.text
        assert getattr(article, span.field)[span.start : span.end] == span.text


def test_the_sentences_above_do_give_reports() -> None:
    text = "France sent tanks to Mali. The United States imposed sanctions on Russia."
    assert len(extract(Article(article_id="test", given_id="test", text=text, published_at=PUBLISHED)).reports) == 2
