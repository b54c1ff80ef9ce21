"""Whose reach a view shows: in the mode "reach" that of one power, the same on the map and on the slide."""

from __future__ import annotations

from dataclasses import replace

from components.source import Source, overview
from components.widgets.view import View
from data.queries import DOMESTIC, Filter


def powers_of(source: Source, view: View) -> list[str]:
    """Return the powers with events in a view, whatever target is chosen, most events first."""
    return [str(code) for code in overview(source, view.filter.without("targets")).by_influencer["influencer"].dropna()]


def power_of(source: Source, view: View) -> str | None:
    """Return the power whose reach a view shows: the one chosen for the map, one of the filter, or the busiest.

    None where the view shows events, or nobody's.
    """
    if view.mode != "reach":
        return None
    powers = powers_of(source, view)
    chosen = [code for code in view.filter.influencers if code != DOMESTIC]
    return next((code for code in (view.power, *chosen, *powers) if code in powers), None)


def filter_of(source: Source, view: View) -> Filter:
    """Return the filter of what a view shows: its own, narrowed to the one power in the mode "reach"."""
    power = power_of(source, view)
    return replace(view.filter, influencers=(power,)) if power else view.filter
