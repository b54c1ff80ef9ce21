"""Where the reports of one event contradict one another, and who says what.

Only what cannot be true at once is a contradiction: two sums, two numbers of the same things, other goods or places,
two stated days for one and the same stage. A stage that comes later is no contradiction of the one before, a month
none of a day within it, and a date that is only that of publication none of anything.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.linking.likeness import goods_of, is_one_name, is_one_number
from data.model import DateBasis, Event

Row = Mapping[Hashable, Any]
_Dates = tuple[date, date, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One of the values that reports give, and who gives it.

    `value`: (start, end, precision) for `date`, (number, unit) for `quantity`, US dollars for `amount_usd`, words for
    `commodity` and `place`. `outlets` in alphabetical order; a copy speaks for the outlet of its first.
    """

    value: Any
    outlets: tuple[str, ...]
    report_ids: tuple[str, ...]


def disagreements(event: Event, reports: pd.DataFrame) -> dict[str, tuple[Told, ...]]:
    """Return the fields on which reports contradict one another, with each value that is told.

    `reports` is a frame of `event_reports`. The first value of a field is the one that the event shows, the others
    follow by how many outlets tell them. A field on which all agree, or only one speaks, is left out.
    """
    rows: list[dict[Hashable, Any]] = reports.to_dict("records")
    shown: dict[str, tuple[Any, Callable[[Row], Any], Callable[[Any, Any], bool]]] = {
        "date": (_event_dates(event), lambda row: _stated_dates(row, event), _is_one_date),
        "amount_usd": (event.amount_usd, _value("amount_usd"), is_one_number),
        "quantity": (_pair(event.quantity, event.unit), lambda row: _quantity(row, event), _is_one_quantity),
        "commodity": (event.commodity, _value("commodity"), _shares_goods),
        "place": (event.place, _value("place"), is_one_name),
    }
    found = {field: _told(rows, *how) for field, how in shown.items()}
    return {field: told for field, told in found.items() if len(told) > 1}


def _told(
    rows: Sequence[Row], shown: object, value_of: Callable[[Row], Any], is_one: Callable[[Any, Any], bool]
) -> tuple[Told, ...]:
    """Group what rows tell by the values that are one; the group of the value that is shown comes first."""
    if shown is None:
        return ()
    groups: list[tuple[Any, list[Row]]] = [(shown, [])]
    for row in rows:
        if (value := value_of(row)) is None:
            continue
        group = next((held for known, held in groups if is_one(known, value)), None)
        if group is None:
            groups.append((value, [row]))
        else:
            group.append(row)
    first, *others = [_one(value, held) for value, held in groups]
    return (first, *sorted(others, key=lambda told: (-len(told.outlets), told.outlets, told.report_ids)))


def _one(value: object, rows: Sequence[Row]) -> Told:
    outlets = {str(row["outlet"] if pd.isna(row["copy_of"]) else row["copy_of_outlet"]) for row in rows}
    return Told(value, tuple(sorted(outlets)), tuple(str(row["report_id"]) for row in rows))


def _value(column: str) -> Callable[[Row], Any]:
    return lambda row: None if pd.isna(row[column]) else row[column]


def _quantity(row: Row, event: Event) -> tuple[float, str] | None:
    """Return how many of the things that the event counts a report tells; numbers of other things are beside it."""
    is_told: bool = not pd.isna(row["quantity"]) and _value("unit")(row) == event.unit
    return _pair(float(row["quantity"]), event.unit) if is_told else None


def _pair(quantity: float | None, unit: str | None) -> tuple[float, str] | None:
    return None if quantity is None else (quantity, unit or "")


def _is_one_quantity(one: tuple[float, str], other: tuple[float, str]) -> bool:
    return is_one_number(one[0], other[0])


def _shares_goods(one: str, other: str) -> bool:
    return not goods_of(one).isdisjoint(goods_of(other))


def _event_dates(event: Event) -> _Dates | None:
    dates = event.dates
    return (dates.start, dates.end or dates.start, dates.precision) if dates.start else None


def _stated_dates(row: Row, event: Event) -> _Dates | None:
    """Return when a report of the event's stage says it was; None where the text does not say."""
    is_told = row["date_basis"] in (DateBasis.STATED, DateBasis.RELATIVE) and not pd.isna(row["date_start"])
    if not is_told or row["status"] != event.status:
        return None
    return pd.Timestamp(row["date_start"]).date(), pd.Timestamp(row["date_end"]).date(), str(row["date_precision"])


def _is_one_date(one: _Dates, other: _Dates) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
