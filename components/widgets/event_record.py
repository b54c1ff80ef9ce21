"""The record of one event in words: who, where, how far it has got by which steps, when, and how well that is known."""

from __future__ import annotations

from collections.abc import Mapping

from components.escape import escaped
from components.theme import count_words, money_words
from components.widgets.pieces import power
from components.widgets.wording import BASIS_WORDS, DIRECTION_WORDS, PRECISION_WORDS, date_words
from data.model import Event, Status
from data.reference import event_types, name_of, sectors

STAGES = (Status.PROPOSED, Status.ANNOUNCED, Status.AGREED, Status.UNDER_WAY, Status.COMPLETED)
"""The way of a thing that comes about; the other statuses stand before it (alleged) or end it."""


def title_words(event: Event) -> str:
    """Return the event's title."""
    label = event_types()[event.event_type].label
    if event.influencer is None:
        return f"{label} in {name_of(event.target)}"
    return f"{label}: {name_of(event.influencer)} to {name_of(event.target)}"


def record_html(event: Event) -> str:
    """Return the record as a list of terms; what was not told has no row."""
    rows = [
        ("Influencer", _side(event.influencer, event.influencer_actor)),
        ("Target", _side(event.target, event.target_actor, is_target=True)),
        ("Type", _type(event)),
        ("Status", f"{escaped(status_words(event.status))}, {DIRECTION_WORDS.get(event.direction, '')}"),
        ("Date", _date(event)),
        ("Place", _outside(event.place)),
        ("Commodity", _outside(event.commodity)),
        ("Amount", escaped(f"{money_words(event.amount_usd)} (US dollars)") if event.amount_usd else ""),
        ("Quantity", _quantity(event)),
        ("Told as", "recalled past" if event.is_background else "news"),
        ("Support", _support(event)),
    ]
    return (
        '<dl class="ambit-record">'
        + "".join(f"<dt>{term}</dt><dd>{words}</dd>" for term, words in rows if words)
        + "</dl>"
    )


def life_html(event: Event, dates: Mapping[str, str]) -> str:
    """Return the life cycle as a strip: stages that were told of, with their dates, and the one it stands at.

    `dates` are those of the reports in words, by report id: a step is dated as closely as its report, no closer.
    """
    first_days: dict[Status, str] = {}
    for step in event.history:
        first_days.setdefault(step.status, dates.get(step.report_id, "Date unknown"))
    outside = [status for status in (*first_days, event.status) if status not in STAGES]
    stages = [
        *(status for status in dict.fromkeys(outside) if status is Status.ALLEGED),
        *STAGES,
        *(status for status in dict.fromkeys(outside) if status is not Status.ALLEGED),
    ]
    items = []
    for status in stages:
        kind = "ambit-now" if status is event.status else "ambit-passed" if status in first_days else ""
        now = ' aria-current="step"' if status is event.status else ""
        day = f"<small>{escaped(first_days.get(status, ''))}</small>"
        items.append(f'<li class="{kind}"{now}>{escaped(status_words(status))}{day}</li>')
    return f'<ol class="ambit-life">{"".join(items)}</ol>'


def steps_html(event: Event, dates: Mapping[str, str], outlets: Mapping[str, str]) -> str:
    """Return the history step by step with who says so; `dates` and `outlets` by report id."""
    items = []
    for step in event.history:
        day = dates.get(step.report_id, "Date unknown")
        outlet = outlets.get(step.report_id) or "an unnamed outlet"
        status = status_words(step.status).lower()
        items.append(f"<li>{escaped(day)}: <b>{escaped(status)}</b>, by <bdi>{escaped(outlet)}</bdi></li>")
    return f'<ol class="ambit-steps">{"".join(items)}</ol>'


def status_words(status: str) -> str:
    """Return a status as a reader says it."""
    return status.replace("_", " ").capitalize()


def _side(code: str | None, actor: str | None, *, is_target: bool = False) -> str:
    """Return a side of the event with the body that acts for it."""
    if code is None:
        return "none: a domestic event"
    named = f"<b>{escaped(name_of(code))}</b>" if is_target else power(code)
    return f"{named} <small>({_outside(actor)})</small>" if actor else named


def _type(event: Event) -> str:
    """Return the type, with its sector and definition."""
    kind, sector = event_types()[event.event_type], sectors()[event.sector]
    swatch = f'<span class="ambit-power" style="--power:{sector.colour}">{escaped(kind.label)}</span>'
    return f"{swatch} <small>{escaped(sector.label)}</small>"


def _date(event: Event) -> str:
    """Return the date, how closely it is known, and what it rests on."""
    dates = event.dates
    words = date_words(dates.start, dates.end, dates.precision)
    if dates.start is None:
        return words
    return f"{words}<br><small>{PRECISION_WORDS[dates.precision]}; rests on {BASIS_WORDS[dates.basis]}</small>"


def _quantity(event: Event) -> str:
    """Return how many people or things the text ties to the event."""
    if event.quantity is None:
        return ""
    return f"{event.quantity:,.0f} {_outside(event.unit)}".strip()


def _support(event: Event) -> str:
    """Return how many tell of it, and how sure the reading is."""
    return (
        f"{articles_words(event)} by {count_words(event.outlet_count, 'independent outlet')}"
        f"<br><small>confidence of the reading {event.confidence:.0%}</small>"
    )


def articles_words(event: Event) -> str:
    """Return how many articles tell of an event, and how many of them only repeat another."""
    copies = f" ({count_words(event.copy_count, 'copy', 'copies')} among them)" if event.copy_count else ""
    return f"{count_words(event.article_count, 'article')}{copies}"


def _outside(text: str | None) -> str:
    """Return words of an article, kept apart from the page's own."""
    return f"<bdi>{escaped(text)}</bdi>" if text else ""


def lede_words(event: Event) -> str:
    """Return how far it has got, when, and how well that is supported, in one line."""
    when = date_words(event.dates.start, event.dates.end, event.dates.precision)
    outlets = count_words(event.outlet_count, "independent outlet")
    return f"{status_words(event.status)}. {when}. Told by {articles_words(event)} of {outlets}."
