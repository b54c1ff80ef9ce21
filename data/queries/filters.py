"""The one filter of the whole program: it knows its SQL, its sentence in English and its part of a URL.

A filter chooses events. Its lists are of codes, never of display names; a list that is empty lets everything through,
values within a list are alternatives, the lists together must all hold. Values reach SQL as parameters only.

A period holds an event when the event's date interval overlaps it (both ends inclusive). An event whose date is
unknown is in no period: nothing is placed where it is not known to be.

Refused, when read from a URL: codes that no table knows, dates that are none, a period that ends before it begins.
They are dropped without a word, as a link that has aged should still open.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.model import Status
from data.queries import wording
from data.reference import countries, event_types, organisations, sectors

DOMESTIC = "domestic"  # stands in `influencers` for events without one; no code is in lower case
LISTS = {
    "influencers": "influencer",
    "targets": "target",
    "sectors": "sector",
    "event_types": "type",
    "statuses": "status",
}
"""The lists of a choice, and what each is called in a URL."""

_COLUMNS = {
    "influencers": "influencer",
    "targets": "target",
    "sectors": "sector",
    "event_types": "event_type",
    "statuses": "status",
}
_SEARCHED = ("summary", "influencer_actor", "target_actor", "place", "commodity")
_BACKGROUND = {"yes": True, "no": False}
_REJECTED = {"only": True, "too": None}
_TEXT_LENGTH = 200  # of a search: what is longer was not typed by a person

CAREFUL_OUTLETS, CAREFUL_CONFIDENCE = 2, 0.9
"""A careful count takes events that so many independent outlets tell of, or that are so likely right by one alone."""

Query = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """What is chosen. `is_background`: None shows both; `text`: words that must all occur in the event's own words.

    `is_careful`: only what two independent outlets tell of, or is told with high confidence (`CAREFUL_...`).
    `is_rejected`: events that a reviewer rejected are left out; True chooses them alone, None shows both.
    """

    influencers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    event_types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    is_background: bool | None = None
    text: str = ""
    is_rejected: bool | None = False
    is_careful: bool = False

    @property
    def is_empty(self) -> bool:
        """True when every event passes that was not rejected."""
        return self == Filter()

    def without(self, *names: str) -> Filter:
        """Return the filter with the named fields let through again."""
        empty = Filter()
        return replace(self, **{name: getattr(empty, name) for name in names})

    def where(self) -> tuple[str, list[object]]:
        """Return a condition over the columns of `events`, and its parameters in order."""
        period = [("date_end >= ?", self.since), ("date_start <= ?", self.until)]
        conditions, parameters = self.where_codes()
        for condition, day in period:
            if day is not None:
                conditions.append(condition)
                parameters.append(day)
        if self.is_careful:
            conditions.append("(outlet_count >= ? OR confidence >= ?)")
            parameters += [CAREFUL_OUTLETS, CAREFUL_CONFIDENCE]
        for word in self.text.split():
            conditions.append(f"contains(lower(concat_ws(' ', {', '.join(_SEARCHED)})), lower(?))")
            parameters.append(word)
        return " AND ".join(conditions) or "TRUE", parameters

    def columns(self) -> set[str]:
        """Return the columns that `where_codes` looks at."""
        flags = {name for name in ("is_background", "is_rejected") if getattr(self, name) is not None}
        return flags | {column for name, column in _COLUMNS.items() if getattr(self, name)}

    def where_codes(self) -> tuple[list[str], list[object]]:
        """Return the conditions on what `events` and `cube` both hold, and their parameters: all but dates and text."""
        conditions: list[str] = []
        parameters: list[object] = []
        for name, column in _COLUMNS.items():
            values = [value for value in getattr(self, name) if value != DOMESTIC]
            either = []
            if values:
                either.append(f"{column} IN ({', '.join('?' * len(values))})")
                parameters.extend(values)
            if name == "influencers" and DOMESTIC in self.influencers:
                either.append("influencer IS NULL")
            if either:
                conditions.append(f"({' OR '.join(either)})")
        if self.is_background is not None:
            conditions.append("is_background = ?")
            parameters.append(self.is_background)
        if self.is_rejected is not None:
            conditions.append("is_rejected" if self.is_rejected else "NOT is_rejected")
        return conditions, parameters

    def in_words(self) -> str:
        """Return the filter as a person would say it: `Russia in Mali and Niger, mining, 2022 to 2024`."""
        parts = [wording.pair(self.influencers, self.targets, domestic=DOMESTIC)]
        parts += [wording.listed(wording.sector_label(key) for key in self.sectors)] if self.sectors else []
        parts += [wording.listed(wording.type_label(key) for key in self.event_types)] if self.event_types else []
        parts += [wording.listed(key.replace("_", " ") for key in self.statuses)] if self.statuses else []
        parts += [wording.period(self.since, self.until)] if self.since or self.until else []
        if self.is_background is not None:
            parts.append("background only" if self.is_background else "without background")
        if self.is_careful:
            parts.append("counted carefully")
        if self.is_rejected is not False:
            parts.append("rejected only" if self.is_rejected else "with those rejected")
        if self.text.strip():
            parts.append(f'with "{self.text.strip()}"')
        return ", ".join(parts)

    def to_query(self) -> dict[str, list[str] | str]:
        """Return the filter as the parameters of a URL; what is not set is left out."""
        query: dict[str, list[str] | str] = {}
        for name, key in LISTS.items():
            if values := getattr(self, name):
                query[key] = list(values)
        if self.since:
            query["since"] = self.since.isoformat()
        if self.until:
            query["until"] = self.until.isoformat()
        if self.is_background is not None:
            query["background"] = "yes" if self.is_background else "no"
        if self.is_careful:
            query["count"] = "careful"
        if self.is_rejected is not False:
            query["rejected"] = "only" if self.is_rejected else "too"
        if self.text:
            query["q"] = self.text
        return query

    @staticmethod
    def from_query(query: Query) -> Filter:
        """Return the filter that the parameters of a URL name; bad values are dropped."""
        powers = {*countries(), *organisations(), DOMESTIC}
        since, until = _day(query, "since"), _day(query, "until")
        if since and until and until < since:
            since = until = None
        return Filter(
            influencers=_known(query, "influencer", powers),
            targets=_known(query, "target", countries()),
            sectors=_known(query, "sector", sectors()),
            event_types=_known(query, "type", event_types()),
            statuses=_known(query, "status", set(Status)),
            since=since,
            until=until,
            is_background=_BACKGROUND.get(_first(query, "background")),
            text=_first(query, "q")[:_TEXT_LENGTH],
            is_careful=_first(query, "count") == "careful",
            is_rejected=_REJECTED.get(_first(query, "rejected"), False),
        )


def _values(query: Query, key: str) -> Sequence[str]:
    found = query.get(key, ())
    return (found,) if isinstance(found, str) else found


def _first(query: Query, key: str) -> str:
    return next(iter(_values(query, key)), "")


def _known(query: Query, key: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the values that are known, each once, in the order given."""
    return tuple(dict.fromkeys(value for value in _values(query, key) if value in known))


def _day(query: Query, key: str) -> date | None:
    try:
        return date.fromisoformat(_first(query, key))
    except ValueError:
        return None
