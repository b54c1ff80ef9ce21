"""Versions of the store in words, and the word at the head of a page that shows an older one."""

from __future__ import annotations

import streamlit as st

from components.escape import escaped
from components.source import Source, snapshots
from components.theme import count_words, day_words
from components.widgets.pieces import show
from components.widgets.view import show_version
from data.store import Snapshot


def version_words(snapshot: Snapshot) -> str:
    """Return a version in words: its number, when it was committed, and how many articles it has."""
    at = snapshot.committed_at
    return (
        f"Version {snapshot.version} · {day_words(at)}, {at:%H:%M} UTC · "
        f"{count_words(snapshot.counts['articles'], 'article')}"
    )


def older_version_note(source: Source) -> None:
    """Say that an older version of the store is shown, and offer the newest; or that the one asked for is not there.

    Nothing when the newest is shown, as it was asked for.
    """
    if source.missing is not None:
        words = f"Version {source.missing} was tidied away, or never was. The newest is shown."
        show(f'<div class="ambit-note" role="status"><b>Not as it was.</b> {words}</div>')
    if not source.is_older:
        return
    shown = next(one for one in snapshots(source) if one.version == source.version[1])
    left, right = st.columns([4, 1], vertical_alignment="center")
    with left:
        show(
            f'<div class="ambit-note" role="status"><b>As it was.</b> {escaped(version_words(shown))}. '
            f"What was loaded later (up to version {source.newest}) is not shown.</div>"
        )
    right.button("Show the newest", key="show_newest", on_click=show_version, args=(None,), width="stretch")
