"""Disputed lines and areas for maps, out of seeds/geography: lines are drawn broken, areas say so on hover."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from data.reference.geography import disputed_path


@cache
def disputed_lines() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return each disputed line as points (longitude, latitude)."""
    return tuple(
        tuple((float(x), float(y)) for x, y in line)
        for feature in _features("line")
        for line in feature["geometry"]["coordinates"]
    )


@cache
def dispute_notes() -> Mapping[str, str]:
    """Return what is disputed within each country's shape, by ISO 3166-1 alpha-3 code."""
    notes: dict[str, str] = {}
    for feature in _features("area"):
        words = feature["properties"]
        note = f"{words['name']}: {words['note']}"
        notes[words["iso3"]] = f"{notes[words['iso3']]}; {note}" if words["iso3"] in notes else note
    return notes


def _features(kind: str) -> list[dict[str, Any]]:
    """Return the features of one kind."""
    features: list[dict[str, Any]] = json.loads(disputed_path().read_text("utf-8"))["features"]
    return [feature for feature in features if feature["properties"]["kind"] == kind]
