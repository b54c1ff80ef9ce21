"""Linking in blocks: only reports of one type, influencer and target can tell of one event.

A block is linked as a whole and knows nothing of other blocks, so a load needs to link only the blocks that its own
reports fall in, and comes to the same events as a load of everything at once, in any order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from data.linking.clusters import Publication, cluster
from data.linking.merging import LinkedEvent, merge
from data.model import Event, EventReport

LINKING_VERSION = "1"  # of the law by which reports are linked; kept with each commit of the store


def block_of(report: EventReport) -> str:
    """Return the block of a report: `RUS/MLI/military_aid`, `-/MLI/coup`; blocks of one power sort together."""
    return f"{report.influencer or '-'}/{report.target}/{report.event_type}"


def link(reports: Iterable[EventReport], articles: Iterable[Publication]) -> list[Event]:
    """Return the events that the reports tell of, ordered by block and id; each report is in exactly one.

    `articles` holds at least the article of each report; raises `KeyError` for one that is missing.
    """
    return [linked.event for linked in link_blocks(reports, articles)]


def link_blocks(reports: Iterable[EventReport], articles: Iterable[Publication]) -> list[LinkedEvent]:
    """Return the events with their blocks and the reasons of their links, in the order of `link`."""
    publications = {article.article_id: article for article in articles}
    blocks: dict[str, list[EventReport]] = defaultdict(list)
    for report in reports:
        blocks[block_of(report)].append(report)
    return [
        event
        for block in sorted(blocks)
        for event in sorted(
            (merge(held, block, publications) for held in cluster(blocks[block], publications)),
            key=lambda linked: linked.event.event_id,
        )
    ]
