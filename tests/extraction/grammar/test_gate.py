"""The gate: what tells of an act is parsed, what hardly will is not, and a trigger that it does not know always is."""

from collections.abc import Sequence
from datetime import UTC, datetime

from data.extraction import Extractor
from data.extraction.grammar.gate import Gate, default_gate, setting_of, signs
from data.extraction.lexicon import default_lexicon
from data.model import Article

PUBLISHED = datetime(2024, 6, 5, tzinfo=UTC)
TEXT = "France sent tanks to Mali. People in Mali like to visit the sea, he added."


def _article(text: str) -> Article:
    return Article(article_id="test", given_id="test", text=text, published_at=PUBLISHED)


def _opened(text: str, gate: Gate) -> Sequence[bool]:
    reader = Extractor(default_lexicon())
    glances = [reader.glance(one) for one in reader.read(_article(text), PUBLISHED.date())]
    setting = setting_of(glances)
    return [bool(glance.triggers) and gate.opens(glance, setting) for glance in glances]


def test_an_act_is_let_through() -> None:
    assert _opened(TEXT, default_gate())[0]


def test_news_is_let_through_oftener_than_small_talk() -> None:
    talk = "The town lies by the river and has a market. " * 20
    dull = [
        "She signed the letter to her mother in Mali and went on strike.",
        "In Mali the old man has a plan to visit the sea with a loan from his uncle.",
    ]
    gate = default_gate()
    low, high = (Gate(gate.bias, gate.threshold + step, gate.rules, gate.weights) for step in (0.0, 0.6))
    assert _opened(f"{TEXT} {talk}", low)[0]
    assert _opened(f"{TEXT} {talk}", high)[0]
    assert not any(_opened(f"{talk} {' '.join(dull)}", high))


def test_unknown_trigger_is_let_through() -> None:
    assert _opened(TEXT, Gate(0.0, 99.0, frozenset(), {}))[0]


def test_what_is_held_back_still_says_whom_he_is() -> None:
    text = "Emmanuel Macron spoke of Niger in Paris. He will send tanks to Mali."
    closed = Gate(0.0, 1.0, default_gate().rules, {"place=1": 2.0})
    (report,) = Extractor(default_lexicon(), gate=closed).extract(_article(text)).reports
    assert (report.influencer, report.target) == ("FRA", "MLI")


def test_no_name_has_a_sign() -> None:
    reader = Extractor(default_lexicon())
    glances = [reader.glance(one) for one in reader.read(_article(TEXT), PUBLISHED.date())]
    found = set().union(*(signs(glance, setting_of(glances)) for glance in glances))
    assert "word=tanks" in found
    assert not {"word=mali", "word=Mali", "word=france", "word=France"} & found
