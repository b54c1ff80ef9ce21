"""What changed between two versions of the store: every record that was added, changed or withdrawn.

The connection is one of `Store.compare`: its schemas `was` and `became` hold what the two versions do not share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from data.queries.answering import Connection, ask, ask_row
from data.queries.filters import Filter
from data.store.schema import KEYS

COUNTED = ("articles", "reports", "events")
KINDS = ("added", "changed", "merged", "withdrawn")
"""What can become of an event. `merged`: its id fell out of use, the report that it stands for is in another event."""

_COMPARED = {
    **{name: name for name in ("event_type", "influencer", "target", "status", "direction")},
    **{name: name for name in ("date_start", "date_end", "date_precision", "date_basis", "is_background")},
    "is_rejected": "is_rejected",
    **{name: name for name in ("influencer_actor", "target_actor", "commodity", "amount_usd", "quantity", "unit")},
    "place": "place",
    "confidence": "round(confidence, 2)",
    "stages": "len(history)",
    "reports": "len(report_ids)",
    "outlets": "outlet_count",
    "copies": "copy_count",
}
"""The fields of an event whose changes are told, and how each is taken from its row."""

_TAKEN = ", ".join(f"{taken} AS {name}" for name, taken in _COMPARED.items())
_FIELDS = ", ".join(
    f"{{'field': '{name}', 'was': CAST(old.{name} AS VARCHAR), 'became': CAST(new.{name} AS VARCHAR)}}"
    for name in _COMPARED
)
_CHANGES = f"""
    WITH gone AS (FROM was.events EXCEPT ALL FROM became.events),
    come AS (FROM became.events EXCEPT ALL FROM was.events),
    changed AS (
        SELECT new.event_id, list_filter([{_FIELDS}], lambda one: one.was IS DISTINCT FROM one.became) AS fields
        FROM (SELECT event_id, {_TAKEN} FROM gone) AS old JOIN (SELECT event_id, {_TAKEN} FROM come) AS new
        ON old.event_id = new.event_id
    ),
    now_in AS (
        SELECT gone.event_id, held.event_id AS now_in FROM gone JOIN (
            SELECT event_id, report_ids, unnest(list_prepend(link_block, other_blocks)) AS block FROM became.events
        ) AS held ON gone.link_block = held.block AND list_contains(held.report_ids, gone.report_ids[1])
    ),
    every AS (
        SELECT IF(fields IS NULL, 'added', 'changed') AS kind, NULL AS now_in, fields, come.*
        FROM come LEFT JOIN changed USING (event_id)
        UNION ALL BY NAME
        SELECT IF(now_in IS NULL, 'withdrawn', 'merged') AS kind, now_in, gone.*
        FROM gone LEFT JOIN now_in USING (event_id) WHERE event_id NOT IN (SELECT event_id FROM come)
    )
"""  # noqa: S608 - own names


def change_counts(connection: Connection) -> pd.DataFrame:
    """Return how many records were added, changed and withdrawn: one row for each table of `COUNTED`, in that order.

    Columns: table, added, changed, withdrawn. An event that was merged into another counts as withdrawn here.
    """
    return pd.DataFrame([_counts(connection, name) for name in COUNTED])


def _counts(connection: Connection, name: str) -> dict[str, object]:
    key = KEYS[name]
    question = f"""
        SELECT count(*) FILTER (old.{key} IS NULL), count(*) FILTER (old IS DISTINCT FROM new
        AND old.{key} IS NOT NULL AND new.{key} IS NOT NULL), count(*) FILTER (new.{key} IS NULL)
        FROM was.{name} AS old FULL JOIN became.{name} AS new ON old.{key} = new.{key}
    """  # noqa: S608 - own names
    added, changed, withdrawn = ask_row(connection, question)
    return {"table": name, "added": added, "changed": changed, "withdrawn": withdrawn}


def event_change_counts(connection: Connection, choice: Filter) -> dict[str, int]:
    """Return how many of the events that a filter chooses each of `KINDS` happened to."""
    where, parameters = replace(choice, is_rejected=None).where()  # what was rejected is a change too
    question = f"{_CHANGES} SELECT kind, count(*) AS event_count FROM every WHERE {where} GROUP BY kind"  # noqa: S608
    frame = ask(connection, question, parameters)
    counted = dict(zip(frame["kind"], frame["event_count"], strict=True))
    return {kind: int(counted.get(kind, 0)) for kind in KINDS}


def event_changes(
    connection: Connection, choice: Filter, *, kinds: Sequence[str] = KINDS, limit: int = 50, offset: int = 0
) -> pd.DataFrame:
    """Return the events that a filter chooses and to which something happened, the last reported first.

    The columns of `events` without its lists, as they are now, or as they were for what is gone; before them `kind`
    (of `KINDS`), `now_in` (for a merged one the id of the event that it is part of) and `fields`: a list of dicts
    field, was and became, in words, for a changed one; empty where only the links between its reports changed.
    """
    where, parameters = replace(choice, is_rejected=None).where()  # what was rejected is a change too
    question = f"""
        {_CHANGES} SELECT * EXCLUDE (history, report_ids, links, other_blocks) FROM every WHERE {where}
        AND kind IN (SELECT unnest(?)) ORDER BY last_reported_at DESC NULLS LAST, event_id LIMIT ? OFFSET ?
    """  # noqa: S608 - own names; values are parameters
    frame = ask(connection, question, [*parameters, list(kinds), limit, offset])
    return frame.assign(fields=frame["fields"].map(lambda told: [] if told is None else list(told)))
