"""The title of a figure: one sentence that the shown numbers support, or a neutral one where they support none.

A finding names a leader only when it leads alone: a tie, fewer than `FEWEST_EVENTS` events, or frames that contradict
each other give the neutral title. It is active, at most `MOST_WORDS` words, and says nothing that a reader could
not count on the figure itself. Refuses causes, trends and forecasts: the frames hold none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from components.figures.classes import Mode
from components.theme import count_words, signed
from data.queries import Headline
from data.reference import name_of

MOST_WORDS = 15
FEWEST_EVENTS = 5
SMALLEST_SHARE = 0.1  # of the greatest gain: a smaller loss is no news beside it, and the other way round
# English puts an article before names that are plural or that end in a common noun.
_WITH_ARTICLE = re.compile(
    r"^(?:United|Democratic|Dominican|Central African|Netherlands|Philippines|Bahamas|Maldives|Comoros|Gambia)\b"
    r"|\b(?:Islands|Republic|Union|Community|Bank|Fund|League|Council|Organi[sz]ation|Alliance|Association|Commonwealth"
    r"|Forum|Group)\b"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A title, and whether it is the neutral fallback."""

    text: str
    is_neutral: bool


def overview_finding(*, by_target: pd.DataFrame, pairs: pd.DataFrame, figures: Headline, mode: Mode) -> Finding:
    """Return the title of the overview for the frames that it shows (columns as data.queries gives them)."""
    shown = by_target.loc[by_target["event_count"].fillna(0) > 0]
    if figures.event_count >= FEWEST_EVENTS and not shown.empty:
        known = pairs.loc[pairs["influencer"].notna() & (pairs["event_count"].fillna(0) > 0)]
        claims = _event_claims(shown, known, figures.event_count) if mode == "events" else _reach_claims(known)
        for claim in claims:
            if len(claim.split()) <= MOST_WORDS:
                return Finding(_sentence(claim), is_neutral=False)
    return Finding(_neutral(shown, pairs, figures.event_count), is_neutral=True)


def named(code: str) -> str:
    """Return a name as it stands inside a sentence, with its article where it takes one."""
    name = name_of(code)
    return f"the {name}" if _WITH_ARTICLE.search(name) else name


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _neutral(shown: pd.DataFrame, pairs: pd.DataFrame, event_count: int) -> str:
    """Return what is shown and no more: how many events; of whom and where, if there is one power or one country."""
    if not event_count:
        return "No events in this selection"
    events = count_words(event_count, "event")
    of_pairs = pairs.loc[pairs["influencer"].notna() & (pairs["event_count"].fillna(0) > 0)]
    powers = of_pairs["influencer"].unique()
    is_of_one = len(powers) == 1 and int(of_pairs["event_count"].sum()) == event_count
    if shown.empty:
        return events
    where = named(str(shown["target"].iloc[0])) if len(shown) == 1 else _countries(len(shown))
    return _sentence(f"{named(str(powers[0]))} in {where}: {events}") if is_of_one else f"{events} in {where}"


def _event_claims(shown: pd.DataFrame, pairs: pd.DataFrame, total: int) -> Iterator[str]:
    """Yield what may be said of counts, the fullest sentence first."""
    powers = _totals(pairs, "influencer", "event_count")
    if len(powers) > 1:
        yield from _leading_power(powers, shown, total)
    elif len(powers) == 1:
        yield from _leading_target(str(powers.index[0]), _totals(pairs, "target", "event_count"), total)
    else:
        yield from _leading_country(_totals(shown, "target", "event_count"), total)


def _leading_power(powers: pd.Series[int], shown: pd.DataFrame, total: int) -> Iterator[str]:
    first, second = (int(value) for value in powers.iloc[:2])
    if first == second or powers.sum() > total:
        return
    place = f" in {named(str(shown['target'].iloc[0]))}" if len(shown) == 1 else ""
    lead, follower = named(str(powers.index[0])), named(str(powers.index[1]))
    yield f"{lead} accounts for {first:,} of {total:,} events{place}, ahead of {follower} with {second:,}"
    yield f"{lead} accounts for {first:,} of {total:,} events{place}, ahead of {follower}"
    yield f"{lead} accounts for {first:,} of {total:,} events"


def _leading_target(power: str, targets: pd.Series[int], total: int) -> Iterator[str]:
    if len(targets) < 2 or targets.iloc[0] == targets.iloc[1] or targets.sum() > total:
        return
    lead, first, of_power = named(str(targets.index[0])), int(targets.iloc[0]), int(targets.sum())
    yield f"{named(power)} is most active in {lead}: {first:,} of {of_power:,} events"


def _leading_country(targets: pd.Series[int], total: int) -> Iterator[str]:
    if len(targets) < 2 or targets.iloc[0] == targets.iloc[1] or targets.sum() > total:
        return
    first = int(targets.iloc[0])
    yield f"{named(str(targets.index[0]))} saw {first:,} of {total:,} events, more than any other country"


def _reach_claims(pairs: pd.DataFrame) -> Iterator[str]:
    """Yield what may be said of reach, the fullest sentence first."""
    powers = _totals(pairs, "influencer", "reach")
    if len(powers) == 1:
        yield from _reach_of_one(str(powers.index[0]), _totals(pairs, "target", "reach"))
        return
    gainer = _alone_at(powers, 0, 1) if len(powers) and powers.iloc[0] > 0 else None
    loser = _alone_at(powers, -1, -2) if len(powers) and powers.iloc[-1] < 0 else None
    if gainer and loser and SMALLEST_SHARE <= -powers.iloc[-1] / powers.iloc[0] <= 1 / SMALLEST_SHARE:
        gain, loss = signed(int(powers.iloc[0])), signed(int(powers.iloc[-1]))
        yield f"{named(gainer)} gained most reach ({gain}), {named(loser)} lost most ({loss})"
    if gainer and (not loser or powers.iloc[0] >= -powers.iloc[-1]):
        yield f"{named(gainer)} gained more reach than any other power: net {signed(int(powers.iloc[0]))}"
    elif loser:
        yield f"{named(loser)} lost more reach than any other power: net {signed(int(powers.iloc[-1]))}"


def _reach_of_one(power: str, targets: pd.Series[int]) -> Iterator[str]:
    rising, falling = int((targets > 0).sum()), int((targets < 0).sum())
    if len(targets) == 1 and (rising or falling):
        net = signed(int(targets.iloc[0]))
        yield f"{named(power)} {'gained' if rising else 'lost'} reach in {named(str(targets.index[0]))}: net {net}"
    elif rising and falling:
        yield f"{named(power)} gained reach in {_countries(rising)} and lost it in {falling}"
    elif rising:
        best = _alone_at(targets, 0, 1)
        yield f"{named(power)} gained reach in {_countries(rising)}" + (f", most in {named(best)}" if best else "")
    elif falling:
        worst = _alone_at(targets, -1, -2)
        yield f"{named(power)} lost reach in {_countries(falling)}" + (f", most in {named(worst)}" if worst else "")


def _countries(count: int) -> str:
    return count_words(count, "country", "countries")


def _alone_at(values: pd.Series[int], place: int, next_place: int) -> str | None:
    """Return the code at a place of an ordered series; None where the next one ties with it."""
    if len(values) > 1 and values.iloc[place] == values.iloc[next_place]:
        return None
    return str(values.index[place])


def _totals(frame: pd.DataFrame, by: str, column: str) -> pd.Series[int]:
    """Return the sums of a column by code, highest first, codes in order within a tie."""
    sums = frame.groupby(by)[column].sum().astype(int)
    return sums.sort_index().sort_values(ascending=False, kind="stable")
