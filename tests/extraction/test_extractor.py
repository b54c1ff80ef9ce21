"""The extractor as a whole: spans, plug points, bad input."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.extraction import Extractor, extract
from data.extraction.lexicon import build_lexicon, default_lexicon
from data.extraction.text.sentences import MAX_SENTENCES
from data.model import Article, Aspect
from data.reading import read_paths
from data.reference.event_types import read_event_types
from data.reference.tables import TableError

ROOT = Path(__file__).resolve().parents[2]
DIGESTS = ROOT / "seeds" / "articles"
PUBLISHED = datetime(2024, 6, 5, tzinfo=UTC)

PLUG_IN = """
key = "twinning"
label = "Twin towns"
definition = "Two towns become twins."
sector = "society"
colour = "#123456"
plover = []
cameo = []

[[trigger]]
id = "twin"
verbs = ["partner"]
influencer = ["subject"]
target = ["with"]
"""


def _article(text: str, published: datetime | None = PUBLISHED) -> Article:
    return Article(article_id="test", given_id="test", text=text, published_at=published)


def test_made_up_type_is_found_by_its_table_alone(tmp_path: Path) -> None:
    (tmp_path / "twinning.toml").write_text(PLUG_IN, encoding="utf-8")
    extractor = Extractor(build_lexicon(read_event_types(tmp_path)))
    (report,) = extractor.extract(_article("France partnered with Senegal in 2019.")).reports
    assert (report.event_type, report.influencer, report.target) == ("twinning", "FRA", "SEN")
    assert report.rule_id == "twinning.twin"


def test_every_span_of_the_digests_is_verbatim() -> None:
    articles = [article for article in read_paths([DIGESTS]) if isinstance(article, Article)]
    assert len(articles) >= 200
    span_count = 0
    for article in articles:
        extraction = extract(article)
        spans = [span for report in extraction.reports for span in report.evidence]
        spans += [rejection.span for rejection in extraction.rejections]
        for span in spans:
            assert getattr(article, span.field)[span.start : span.end] == span.text
            assert span.text
        span_count += len(spans)
    assert span_count >= 500


def test_digests_tell_of_many_countries() -> None:
    articles = [article for article in read_paths([DIGESTS]) if isinstance(article, Article)]
    reports = [report for article in articles for report in extract(article).reports]
    assert len(reports) >= 320
    assert len({report.target for report in reports}) >= 80


def test_same_article_gives_the_same_extraction() -> None:
    article = _article("Russia will send tanks to Mali. France withdrew its troops from Niger in 2023.")
    assert extract(article) == extract(article)
    assert extract(article).reports


def test_act_told_twice_is_one_report_with_both_places() -> None:
    text = "Germany donated vehicles and rifles to Niger on Monday.\n\nThe rifles were donated to Niger by Germany."
    (report,) = [report for report in extract(_article(text)).reports if report.event_type == "military_aid"]
    assert len([span for span in report.evidence if span.aspect is Aspect.EVENT]) == 2


def test_country_list_gives_one_report_each() -> None:
    reports = extract(_article("Canada imposed sanctions on Russia, Belarus and Iran.")).reports
    assert {report.target for report in reports} == {"RUS", "BLR", "IRN"}


def test_plan_takes_the_day_of_its_announcement() -> None:
    (report,) = extract(_article("Poland will send tanks to Ukraine in August, Warsaw said.")).reports
    assert report.dates.start == PUBLISHED.date()


def test_unknown_publication_is_no_date() -> None:
    (report,) = extract(_article("Poland will send tanks to Ukraine.", published=None)).reports
    assert report.dates.start is None


def test_end_of_an_endless_sentence_is_rejected_not_lost() -> None:
    extraction = extract(_article("Russia sent tanks and " + "rifles and " * 400 + "shells to Mali."))
    assert "behind the length that is parsed" in [rejection.reason for rejection in extraction.rejections]


def test_end_of_an_endless_article_is_rejected_not_lost() -> None:
    text = "There was not a word of it in the town. " * MAX_SENTENCES + "Russia sent tanks to Mali."
    extraction = extract(_article(text))
    (rejection,) = extraction.rejections
    assert not extraction.reports
    assert (rejection.reason, rejection.span.text) == (
        "behind the length that is parsed",
        " Russia sent tanks to Mali.",
    )


def test_trigger_without_a_side_says_which_is_missing() -> None:
    reasons = {
        rejection.event_type: rejection.reason
        for text in ("Tanks were sent to Mali.", "France sent tanks.")
        for rejection in extract(_article(text)).rejections
    }
    assert reasons["military_aid"] in ("no influencer", "no target")


def test_unknown_word_class_stops_with_one_line(tmp_path: Path) -> None:
    wrong = PLUG_IN.replace('verbs = ["partner"]', 'verbs = ["partner"]\nneeds = ["towns"]')
    (tmp_path / "twinning.toml").write_text(wrong, encoding="utf-8")
    message = 'seeds/event_types/twinning.toml, trigger "twin": unknown word class "towns"; add it to .*'
    with pytest.raises(TableError, match=message):
        build_lexicon(read_event_types(tmp_path))


def test_other_language_is_rejected_as_language() -> None:
    text = "Le gouvernement du Mali a signé un accord avec la Russie pour la construction d'une raffinerie d'or. " * 3
    extraction = extract(_article(text))
    assert not extraction.reports
    assert [rejection.reason for rejection in extraction.rejections] == ["language"]


@pytest.mark.parametrize(
    "text",
    [
        "the " * 1_000_000,
        "Russia sent tanks and " * 5_000 + "rifles to Mali.",
        "Russia sent tanks to Mali " + "on 1 January 2020 " * 50_000,
        "\u200bRussia\u200b \u202esent\u202c tanks to Mali\x07.",
        "".join(map(chr, range(32))) * 1_000 + "Russia sent tanks to Mali.",
        "\ud800 Russia sent tanks to Mali.",
        "((((" * 10_000,
        "Mali " * 20_000,
        ". " * 300_000,
        "A." * 300_000,
        "a" * 10_000_000,
        "Russia sent tanks to Mali on Monday, and the minister said that it was the first time. " * 115_000,
        "The US has imposed sanctions on Russia, Mali and China. " * 900,
        "\U0001f600 " * 1_000,
        "",
    ],
    ids=[
        *("million-the", "long-sentence", "many-dates", "odd-characters", "control-characters", "half-a-character"),
        *("brackets", "names-only", "dots", "initials", "one-word-of-10-MB", "article-of-10-MB", "many-acts"),
        *("emoji", "empty"),
    ],
)
def test_hostile_text_takes_bounded_time(text: str) -> None:
    started = time.perf_counter()
    extraction = extract(_article(text))
    assert time.perf_counter() - started < 20
    for report in extraction.reports:
        assert all(text[span.start : span.end] == span.text for span in report.evidence)


@pytest.mark.parametrize(
    "text, influencer",
    [
        ("NAIROBI, Kenya - The last French soldiers left Niger.", "FRA"),
        ("Abuja: China built a railway in Senegal.", "CHN"),
        ("HARARE, June 3 - Turkish troops have left Libya.", "TUR"),
    ],
)
def test_dateline_is_no_party(text: str, influencer: str) -> None:
    reports = extract(_article(text)).reports
    assert reports
    assert {report.influencer for report in reports} == {influencer}


def test_west_african_country_is_not_the_european_one_named_last() -> None:
    text = "Gabon dealt with France for decades. A military coup took place in the west African country in 2023."
    (report,) = extract(_article(text)).reports
    assert (report.event_type, report.target) == ("coup", "GAB")


def test_speaker_without_a_name_is_no_attribution() -> None:
    named = "Foreign Minister Abdoulaye Diop said that Russia sent tanks to Mali."
    nameless = "The managing director said that Russia sent tanks to Mali."
    assert [report.attribution for report in extract(_article(named)).reports] == ["Foreign Minister Abdoulaye Diop"]
    assert [report.attribution for report in extract(_article(nameless)).reports] == [None]


def test_common_surname_after_another_first_name_is_somebody_else() -> None:
    named = extract(_article("The United States accused Rick Gates of spying on Ukraine.")).reports
    assert all(report.influencer_actor != "Robert Gates" for report in named)


def test_deal_that_is_placed_only_by_the_topic_needs_a_second_telling() -> None:
    rules = Extractor(default_lexicon())
    once = "Botswana has two new schools. Chinese miner Zhongke has bought the copper mine."
    assert not rules.extract(_article(once)).reports
    twice = once + " Zhongke purchased the mine in May."
    assert {(report.influencer, report.target) for report in rules.extract(_article(twice)).reports} == {("CHN", "BWA")}
