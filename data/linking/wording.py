"""One neutral sentence for an event, made of its record and of the tables' labels: no word of an article is in it."""

from __future__ import annotations

from data.model import Event, EventReport, Status
from data.reference import event_types, name_of


def summary(report: EventReport | Event, *, status: Status, commodity: str | None, actor: str | None) -> str:
    """Return `Russia (Rusal) → Sierra Leone: mining deal, bauxite, proposed`; a domestic event has one side."""
    types = event_types()
    label = types[report.event_type].label if report.event_type in types else report.event_type.replace("_", " ")
    said = [_inside_sentence(label), *([commodity] if commodity else []), status.replace("_", " ")]
    return f"{_sides(report, actor)}: {', '.join(said)}"


def spoken_name(code: str) -> str:
    """Return the display name of a country or organisation; a code that no table knows is said as it is."""
    try:
        return name_of(code)
    except KeyError:
        return code


def _sides(report: EventReport | Event, actor: str | None) -> str:
    target = spoken_name(report.target)
    if report.influencer is None:
        return target
    return f"{spoken_name(report.influencer)}{f' ({actor})' if actor else ''} → {target}"


def _inside_sentence(label: str) -> str:
    return label[:1].lower() + label[1:]
