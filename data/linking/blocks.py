"""Linking in blocks: only reports of one type, influencer and target can tell of one event.

A block is linked as a whole and knows nothing of other blocks, so a load needs to link only the blocks that its own
reports fall in, and comes to the same events as a load of everything at once, in any order.

An article that is a copy of another is linked like any other, but has no voice of its own: it speaks for the outlet of
the first of its copies. So twelve outlets that print one wire story are one independent outlet.

What reviewers decided is applied on top (data/linking/reviewed.py). A merge of theirs may join reports of several
blocks: these blocks are linked together from then on, and the event is in the block of its first report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from data.linking.clusters import Publication, cluster
from data.linking.merging import LinkedEvent, merge
from data.linking.reviewed import judge, regroup
from data.model import Event, EventReport, Review

LINKING_VERSION = "3"  # of the law by which reports are linked; kept with each commit of the store


def block_of(report: EventReport) -> str:
    """Return the block of a report: `RUS/MLI/military_aid`, `-/MLI/coup`; blocks of one power sort together."""
    return f"{report.influencer or '-'}/{report.target}/{report.event_type}"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A copy as linking takes it: published when it was, and for whom it speaks."""

    article_id: str
    outlet: str
    published_at: datetime | None


def link(reports: Iterable[EventReport], articles: Iterable[Publication]) -> list[Event]:
    """Return the events that the reports tell of, ordered by block and id; each report is in exactly one.

    `articles` holds at least the article of each report; raises `KeyError` for one that is missing.
    """
    return [linked.event for linked in link_blocks(reports, articles)]


def link_blocks(
    reports: Iterable[EventReport],
    articles: Iterable[Publication],
    *,
    firsts: Mapping[str, Publication] = MappingProxyType({}),
    reviews: Sequence[Review] = (),
) -> list[LinkedEvent]:
    """Return the events with their blocks and the reasons of their links, in the order of `link`.

    `firsts` holds, by article id, for each article that is a copy the one that it is a copy of. `reviews` are those
    that stand, in the order in which they were made; those about other reports change nothing.
    """
    publications = {article.article_id: _voice(article, firsts) for article in articles}
    blocks: dict[str, list[EventReport]] = defaultdict(list)
    for report in reports:
        blocks[block_of(report)].append(report)
    clusters = [held for block in sorted(blocks) for held in cluster(blocks[block], publications)]
    linked = (merge(held, block_of, publications, firsts) for held in regroup(clusters, reviews))
    return sorted(judge(linked, reviews), key=lambda one: (one.link_block, one.event.event_id))


def _voice(article: Publication, firsts: Mapping[str, Publication]) -> Publication:
    """Return an article as published by the outlet that it speaks for."""
    first = firsts.get(article.article_id)
    return _Spoken(article.article_id, first.outlet, article.published_at) if first else article
