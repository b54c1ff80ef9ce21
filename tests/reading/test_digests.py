from pathlib import Path

import pytest

from data.model import Article, Kind
from data.reading import read_paths

ARTICLES = Path(__file__).parents[2] / "seeds" / "articles"


@pytest.fixture(scope="module")
def digests():
    return list(read_paths([ARTICLES]))


def test_all_shipped_digests_are_read(digests):
    assert len(digests) == len(list(ARTICLES.glob("*.md"))) == 230
    assert all(isinstance(digest, Article) for digest in digests)


def test_every_shipped_digest_says_what_it_retells(digests):
    assert [digest.given_id for digest in digests if digest.kind is not Kind.DIGEST] == []
    incomplete = [d.given_id for d in digests if not (d.headline and d.outlet and d.published_at and d.url)]
    assert incomplete == []


def test_no_word_of_a_shipped_digest_is_lost(digests):
    for digest in digests:
        body = Path(digest.given_id).read_text("utf-8").split("+++\n", 2)[2]
        assert digest.text.split() == body.split(), digest.given_id


def test_every_shipped_digest_is_another_article(digests):
    assert len({digest.article_id for digest in digests}) == 230
