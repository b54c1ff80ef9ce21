"""Say whose invasion, or of whom, where a text names one side alone: by the wars of seeds/extraction/wars.toml.

A side that wages or suffers more than one war on the day of publication is not guessed at; without a day of
publication nobody is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from data.reference.tables import SEEDS, read_records


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """A war of `influencer` in `target`, by its first and last day; None where it has not ended."""

    influencer: str
    target: str
    since: date
    until: date | None = None

    @property
    def key(self) -> str:
        """Both sides."""
        return f"{self.influencer} in {self.target}"


def invaded_by(code: str, day: date | None) -> str | None:
    """Return the only country in which a country wages a war on a day, None where there is none or more than one."""
    found = {war.target for war in _wars().values() if war.influencer == code and _is_on(war, day)}
    return found.pop() if len(found) == 1 else None


def invader_of(code: str, day: date | None) -> str | None:
    """Return the only country that wages a war in a country on a day, None where there is none or more than one."""
    found = {war.influencer for war in _wars().values() if war.target == code and _is_on(war, day)}
    return found.pop() if len(found) == 1 else None


def _is_on(war: War, day: date | None) -> bool:
    return day is not None and war.since <= day and (war.until is None or day <= war.until)


@cache
def _wars() -> Mapping[str, War]:
    return read_records(SEEDS / "extraction" / "wars.toml", "war", War, key="key")
