"""What the store has read: articles by month and outlet. A gap here is a gap in coverage, not peace."""

from __future__ import annotations

import pandas as pd

from data.queries.answering import Connection, ask


def coverage_by_month(connection: Connection) -> pd.DataFrame:
    """Return month, article_count, outlet_count, in order of time; articles without a date last, with NaT."""
    return ask(
        connection,
        """
        SELECT CAST(date_trunc('month', published_at) AS DATE) AS month, count(*) AS article_count,
               count(DISTINCT nullif(outlet, '')) AS outlet_count
        FROM articles GROUP BY ALL ORDER BY month NULLS LAST
        """,
    )


def coverage_by_outlet(connection: Connection) -> pd.DataFrame:
    """Return outlet, article_count, report_count, first_published_at, last_published_at; most articles first."""
    return ask(
        connection,
        """
        SELECT outlet, count(*) AS article_count, CAST(sum(coalesce(report_count, 0)) AS BIGINT) AS report_count,
               min(published_at) AS first_published_at, max(published_at) AS last_published_at
        FROM articles LEFT JOIN (SELECT article_id, count(*) AS report_count FROM reports GROUP BY ALL)
        USING (article_id) GROUP BY outlet ORDER BY article_count DESC, outlet
        """,
    )


def list_articles(connection: Connection, *, limit: int = 50, offset: int = 0) -> pd.DataFrame:
    """Return article_id, headline, outlet, published_at, kind, url, report_count, rejection_count; newest first."""
    return ask(
        connection,
        """
        WITH shown AS (
            SELECT article_id, headline, outlet, published_at, kind, url FROM articles
            ORDER BY published_at DESC NULLS LAST, article_id LIMIT ? OFFSET ?
        )
        SELECT shown.*, (SELECT count(*) FROM reports WHERE reports.article_id = shown.article_id) AS report_count,
               (SELECT count(*) FROM rejections WHERE rejections.article_id = shown.article_id) AS rejection_count
        FROM shown ORDER BY published_at DESC NULLS LAST, article_id
        """,
        [limit, offset],
    )
