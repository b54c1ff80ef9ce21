"""How much of the gold annotation the extractor finds, and how much of what it finds is right.

The corpus lies beside the project, not in it; where it is absent these are skipped. The floors are below what was
measured, so that a change that breaks the extractor fails and one that moves a figure does not.
"""

import json
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from data.extraction import extract
from data.model import Article
from data.reading import read_paths

TRAIN = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "train.jsonl"
ARTICLE_COUNT = 80
pytestmark = pytest.mark.skipif(not TRAIN.exists(), reason="the corpus of articles is not on this machine")


@cache
def _counts() -> tuple[int, int, int]:
    """Return right, false and missed reports over the first articles, by type, influencer and target."""
    with TRAIN.open(encoding="utf-8") as lines:
        gold = {article["id"]: article["events"] for article in map(json.loads, islice(lines, ARTICLE_COUNT))}
    right = false = missed = 0
    for article in read_paths([TRAIN]):
        if not isinstance(article, Article) or article.given_id not in gold:
            continue
        found = Counter((one.event_type, one.influencer, one.target) for one in extract(article).reports)
        core, every = Counter(), Counter()
        for record in gold[article.given_id]:
            triple = (record["event_type"], record["influencer"], record["target"])
            every[triple] += 1
            core[triple] += record["core"]
        right += (found & core).total()
        false += (found - every).total()
        missed += (core - found).total()
    return right, false, missed


def test_most_of_what_is_found_is_right() -> None:
    right, false, _ = _counts()
    assert right / (right + false) >= 0.6


def test_a_good_part_of_what_is_there_is_found() -> None:
    right, _, missed = _counts()
    assert right / (right + missed) >= 0.38
