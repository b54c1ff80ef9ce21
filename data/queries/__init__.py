"""Questions to the store: one choice, aggregates over the cube, lists and single records. Never extracts.

Each function takes a connection of `Store.connect()`, or a cursor of it: one for each thread.
"""

from data.queries.aggregates import by_influencer, by_month, by_sector, by_status, by_target, by_type, by_year, pairs
from data.queries.changes import change_counts, event_change_counts, event_changes
from data.queries.coverage import coverage_by_month, coverage_by_outlet, list_articles
from data.queries.disagreements import Told, disagreements
from data.queries.figures import Headline, facets, headline_figures, period_bounds
from data.queries.filters import CAREFUL_CONFIDENCE, CAREFUL_OUTLETS, DOMESTIC, Filter
from data.queries.records import (
    SORTS,
    article_rejections,
    article_reports,
    count_events,
    event_reports,
    list_events,
    read_article,
    read_event,
)
from data.queries.reviews import MadeReview, list_reviews, review_words
from data.store.reviews import SHOWN_CHARS

__all__ = [
    "CAREFUL_CONFIDENCE",
    "CAREFUL_OUTLETS",
    "DOMESTIC",
    "SHOWN_CHARS",
    "SORTS",
    "Filter",
    "Headline",
    "MadeReview",
    "Told",
    "article_rejections",
    "article_reports",
    "by_influencer",
    "by_month",
    "by_sector",
    "by_status",
    "by_target",
    "by_type",
    "by_year",
    "change_counts",
    "count_events",
    "coverage_by_month",
    "coverage_by_outlet",
    "disagreements",
    "event_change_counts",
    "event_changes",
    "event_reports",
    "facets",
    "headline_figures",
    "list_articles",
    "list_events",
    "list_reviews",
    "pairs",
    "period_bounds",
    "read_article",
    "read_event",
    "review_words",
]
