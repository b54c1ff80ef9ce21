import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.reading.cleaning import clean

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "pages.toml").read_text("utf-8"))
CASES = TABLE["case"]


def prose(text):
    for name, words in TABLE["prose"].items():
        text = text.replace(f"{{{name}}}", words)
    return text


def cleaned(case):
    given = case.get("given_headline")
    return clean(prose(case["page"]), headline=given, has_title=given is None)


def test_every_case_is_found_and_has_a_reason():
    assert len(CASES) == 36
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert all(case["reason"] for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_article_is_left_and_nothing_else(case):
    assert cleaned(case).text == prose(case["text"]).strip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_the_page_states_is_read(case):
    page = cleaned(case)
    published = datetime.fromisoformat(case["published"]).replace(tzinfo=UTC) if "published" in case else None
    assert (page.headline, page.outlet, page.author) == tuple(
        case.get(key, "") for key in ("headline", "outlet", "author")
    )
    assert page.published_at == published


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_cleaning_a_clean_text_changes_nothing(case):
    page = cleaned(case)
    assert clean(page.text, headline=page.headline).text == page.text
