"""The versions of a store, and what changed between two of them, in lines for a terminal or for a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from data.queries import SHOWN_CHARS, Filter, change_counts, event_change_counts, event_changes
from data.queries.answering import Connection
from data.queries.changes import COUNTED, KINDS
from data.store import Snapshot

_SIGNS = dict(zip(KINDS, "+~>-", strict=True))
_DATE_LENGTHS = {"day": 10, "month": 7, "year": 4, "unknown": 0}  # of 2026-06-30: a date is told no closer than known
_NAMED = ("kind", "event_id", "now_in", "event_type", "influencer", "target", "status", "fields")


def version_rows(snapshots: Sequence[Snapshot]) -> Iterator[dict[str, Any]]:
    """Yield each version, the newest first, as a dict that JSON can hold; `*_added` is net, against the one before."""
    before = [None, *snapshots[:-1]]
    for earlier, one in reversed(list(zip(before, snapshots, strict=True))):
        added = {f"{name}_added": one.counts[name] - (earlier.counts[name] if earlier else 0) for name in COUNTED}
        yield {
            "version": one.version,
            "committed_at": one.committed_at.isoformat(timespec="seconds"),
            **{name: one.counts[name] for name in COUNTED},
            **added,
            "extractor": list(one.extractor_versions),
            "linking": one.linking_version,
            "codebook": one.codebook_version,
            "schema": one.schema_version,
            "note": one.note,
            "can_be_read": one.version >= snapshots[-1].kept_from,
        }


def version_lines(snapshots: Sequence[Snapshot]) -> Iterator[str]:
    """Yield the versions as lines, the newest first, under one line that names the columns."""
    yield f"{'version':>7}  {'committed (UTC)':19}" + "".join(f"  {name:>20}" for name in COUNTED) + "  made by"
    for row in version_rows(snapshots):
        counts = "".join(f"  {row[name]:>10,} {_net(row[f'{name}_added']):>9}" for name in COUNTED)
        yield f"{row['version']:>7}  {row['committed_at'][:19].replace('T', ' ')}{counts}  {_made_by(row)}"


def _net(added: int) -> str:
    return f"({added:+,})" if added else ""


def _made_by(row: dict[str, Any]) -> str:
    by = [f"extractor {', '.join(row['extractor'])}"] if row["extractor"] else []
    by += [f"{name} {row[name]}" for name in ("linking", "codebook", "schema") if row[name]]
    by += [row["note"]] if row["note"] else []
    return ", ".join(by if row["can_be_read"] else [*by, "tidied away"])


def difference_lines(connection: Connection, *, limit: int) -> Iterator[str]:
    """Yield what changed between the two versions of a connection of `Store.compare`: counts, then the events.

    No more than `limit` events, the last reported first; how many are not shown is told.
    """
    for row in change_counts(connection).to_dict("records"):
        told = ", ".join(f"{row[kind]:,} {kind}" for kind in ("added", "changed", "withdrawn"))
        yield f"{row['table']}: {told}"
    counts = event_change_counts(connection, Filter())
    yield "of the withdrawn events {merged:,} became part of another, {withdrawn:,} are gone".format(**counts)
    for row in _rows(event_changes(connection, Filter(), limit=limit)):
        yield f"{_SIGNS[row['kind']]} {_event_words(row)}"
    if (every := sum(counts.values())) > limit:
        yield f"{every - limit:,} more are not shown; --limit {every} shows all"


def difference_rows(connection: Connection) -> Iterator[dict[str, Any]]:
    """Yield each event that was added, changed, merged or withdrawn as a dict that JSON can hold."""
    for row in _rows(event_changes(connection, Filter(), limit=2**31)):
        yield {name: row[name] for name in _NAMED}


def _rows(frame: pd.DataFrame) -> Iterator[dict[Any, Any]]:
    """Yield a frame's rows with None for what is not there."""
    for row in frame.to_dict("records"):
        yield {name: value if isinstance(value, list) or not pd.isna(value) else None for name, value in row.items()}


def _event_words(row: Mapping[Any, Any]) -> str:
    day = str(row["date_start"])[: _DATE_LENGTHS[row["date_precision"]]] if row["date_start"] else "no date"
    words = [row["event_id"][:SHOWN_CHARS], day, row["event_type"]]
    words += [f"{row['influencer'] or '-'} {row['target']}", row["status"]]
    if row["kind"] == "merged":
        words.append(f"is part of {row['now_in'][:SHOWN_CHARS]}")
    words += [f"{one['field']} {one['was'] or 'none'} -> {one['became'] or 'none'}" for one in row["fields"]]
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in "  ".join(words))
