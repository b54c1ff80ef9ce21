"""Typed, cross-checked access to the tables in seeds/: event types, countries, places, organisations, actors, people.

Each function reads its table once and keeps it. A wrong table raises TableError with one line: where, what, what to
do. `load_all` reads and checks every table, for a command or a test that asks whether they are whole.
"""

from data.reference.actors import (
    DOMESTIC,
    Actor,
    ActorKind,
    Organisation,
    Person,
    Role,
    Title,
    actors,
    name_of,
    organisations,
    people,
    titles,
)
from data.reference.event_types import EventType, Sector, event_types, sectors
from data.reference.geography import (
    Claim,
    ClaimKind,
    Country,
    Place,
    PlaceKind,
    Region,
    Seat,
    borders_path,
    claims,
    countries,
    disputed_path,
    places,
    regions,
    seats,
)
from data.reference.tables import TableError

__all__ = [
    "DOMESTIC",
    "Actor",
    "ActorKind",
    "Claim",
    "ClaimKind",
    "Country",
    "EventType",
    "Organisation",
    "Person",
    "Place",
    "PlaceKind",
    "Region",
    "Role",
    "Seat",
    "Sector",
    "TableError",
    "Title",
    "actors",
    "borders_path",
    "claims",
    "countries",
    "disputed_path",
    "event_types",
    "load_all",
    "name_of",
    "organisations",
    "people",
    "places",
    "regions",
    "seats",
    "sectors",
    "titles",
]


def load_all() -> dict[str, int]:
    """Read and check every table; return the number of rows of each. Raises TableError at the first that is wrong."""
    tables = {
        "event types": event_types(),
        "sectors": sectors(),
        "countries": countries(),
        "government seats": seats(),
        "regions": regions(),
        "places": places(),
        "organisations": organisations(),
        "actors": actors(),
        "titles": titles(),
        "people": people(),
    }
    return {name: len(rows) for name, rows in tables.items()}
