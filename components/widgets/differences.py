"""Where the reports of an event contradict one another: each value with who tells it, the one that is shown first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from components.escape import escaped
from components.theme import money_words
from components.widgets.wording import date_words
from data.model import DateBasis
from data.queries.disagreements import Told

FIELD_LABELS = {
    "date": "Date",
    "amount_usd": "Amount (US dollars)",
    "quantity": "Quantity",
    "commodity": "Commodity",
    "place": "Place",
}


def differences_html(found: Mapping[str, Sequence[Told]], basis: DateBasis) -> str:
    """Return the contradictions as a list of terms; for sums, how far they lie apart.

    `basis` is that of the event's date. What no outlet tells is either that day of publication, or a correction.
    """
    return (
        '<dl class="ambit-record">'
        + "".join(
            f"<dt>{FIELD_LABELS[field]}</dt><dd>{_values(field, told, basis)}</dd>" for field, told in found.items()
        )
        + "</dl>"
    )


def _values(field: str, told: Sequence[Told], basis: DateBasis) -> str:
    untold = (
        "the day of publication" if field == "date" and basis is not DateBasis.REVIEW else "a reviewer’s correction"
    )
    lines = [_line(value_words(field, one.value), one, untold) for one in told]
    if field == "amount_usd":
        low, high = (money_words(pick(one.value for one in told)) for pick in (min, max))
        lines.append(f"<small>from {escaped(low)} to {escaped(high)}</small>")
    return "<br>".join(lines)


def _line(words: str, told: Told, untold: str) -> str:
    by = ", ".join(f"<bdi>{escaped(outlet or 'outlet unknown')}</bdi>" for outlet in told.outlets)
    return f"<bdi>{escaped(words)}</bdi> <small>{by or untold}</small>"


def value_words(field: str, value: Any) -> str:  # noqa: ANN401 - what it is depends on the field
    """Return a value as the record shows it."""
    if field == "date":
        return date_words(*value)
    if field == "amount_usd":
        return money_words(value)
    if field == "quantity":
        return f"{value[0]:,.0f} {value[1]}".strip()
    return str(value)
