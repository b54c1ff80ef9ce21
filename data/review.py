"""The command line for reviewers, `python -m data review`: accept, reject, correct, merge, split, note, undo, and more.

Events, reports and reviews are named by their ids or the first six or more characters of these; an event's id ends the
address of its page, and `list EVENT` shows those of its reports. Each command but `list` and `carry` makes one review.
"""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from data.model import Action
from data.options import DEFAULT_STORE, StoreOption, examples
from data.queries import SHOWN_CHARS, MadeReview, event_reports, list_reviews, review_words
from data.store import Request, Store
from data.store.reviews import named_event

app = typer.Typer(
    help="Review events: what is decided stands whatever is loaded later, and each review can be undone.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    epilog=examples(
        'review reject 3f9c1a0b --reason "satire"', "review correct 3f9c1a0b status agreed", "review undo 77ab01cd"
    ),
)

Event = Annotated[str, typer.Argument(help="Id of the event, or the beginning of it.", show_default=False)]
By = Annotated[str, typer.Option("--by", envvar="AMBIT_REVIEWER", help="Who reviews; by default this system's user.")]
Reason = Annotated[str, typer.Option("--reason", help="Why.")]


@app.command("accept")
def accept(event: Event, by: By = "", reason: Reason = "", store: StoreOption = DEFAULT_STORE) -> None:
    """Say that an event is right as it is; takes back an earlier rejection."""
    _make(store, by, action=Action.ACCEPT, event_ids=(event,), reason=reason)


@app.command("reject")
def reject(event: Event, reason: Reason = "", by: By = "", store: StoreOption = DEFAULT_STORE) -> None:
    """Say that something is no event: it is counted no more, and can still be seen with the reason."""
    _make(store, by, action=Action.REJECT, event_ids=(event,), reason=reason)


@app.command("correct", context_settings={"ignore_unknown_options": True})  # -1 is a value
def correct(
    event: Event,
    field: Annotated[str, typer.Argument(help="Such as status, date, influencer, amount_usd.", show_default=False)],
    value: Annotated[str, typer.Argument(help="A code, word, number or date; '' for nothing known.")],
    by: By = "",
    reason: Reason = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Set the value of one of an event's fields."""
    _make(store, by, action=Action.CORRECT, event_ids=(event,), field=field, value=value, reason=reason)


@app.command("merge")
def merge(
    events: Annotated[list[str], typer.Argument(help="Ids of two or more events.", show_default=False)],
    by: By = "",
    reason: Reason = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Make one event of several."""
    _make(store, by, action=Action.MERGE, event_ids=tuple(events), reason=reason)


@app.command("split")
def split(
    event: Event,
    reports: Annotated[list[str], typer.Argument(help="Ids of the reports that leave it.", show_default=False)],
    by: By = "",
    reason: Reason = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take reports out of an event; together they form one of their own."""
    _make(store, by, action=Action.SPLIT, event_ids=(event,), report_ids=tuple(reports), reason=reason)


@app.command("note")
def note(event: Event, words: str, by: By = "", store: StoreOption = DEFAULT_STORE) -> None:
    """Write something beside an event; it changes nothing else."""
    _make(store, by, action=Action.NOTE, event_ids=(event,), reason=words)


@app.command("undo")
def undo(
    review: Annotated[str, typer.Argument(help="Id of the review, or the beginning of it.", show_default=False)],
    by: By = "",
    reason: Reason = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Undo a review: all is as if it had not been made, and both stay on record."""
    _make(store, by, action=Action.UNDO, undoes=review, reason=reason)


@app.command("list")
def list_command(
    event: Annotated[str | None, typer.Argument(help="Id of an event; without one all reviews.")] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List the reviews of an event, with its reports, or all reviews."""
    with Store.open(store).connect() as connection:
        if event is None:
            lines = list(map(_line, list_reviews(connection)))
        else:
            found = named_event(connection, event)
            state = "  rejected" if found["is_rejected"] else ""
            lines = [f"{found['event_id'][:SHOWN_CHARS]}  event   {found['summary']}{state}"]
            for row in event_reports(connection, found["event_id"]).to_dict("records"):
                lines.append(f"{row['report_id'][:SHOWN_CHARS]}  report  {row['outlet']}: {row['headline']}")
            lines += map(_line, list_reviews(connection, found["report_ids"]))
    for line in lines or ["no reviews yet"]:
        print(_plain(line))  # noqa: T201 - the output


@app.command("carry")
def carry(
    other: Annotated[str, typer.Argument(help="Folder or address of the store whose reviews are taken over.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take over the reviews of another store: of one by an older program, when its articles were loaded anew."""
    with Store.open(other).connect() as connection:
        made = [one.review for one in list_reviews(connection)]
    carried = Store.open(store).carry(made, on_wait=_tell)
    print(f"{carried.new:,} reviews taken over, {carried.known:,} known before")  # noqa: T201 - the output
    for review in carried.left_out:
        _tell(f"left out, as a report of it is not in {store}: {_plain(_line(MadeReview(review, None)))}")
    if carried.left_out:
        raise typer.Exit(1)


def _tell(words: str) -> None:
    typer.echo(words, err=True)


def _make(store: StoreOption, by: str, **asked: object) -> None:
    opened = Store.open(store)
    request = Request(reviewer=by or _user(), **asked)  # type: ignore[arg-type]
    review = opened.review(request, on_wait=_tell)
    print(_plain(_line(MadeReview(review, None))))  # noqa: T201 - the output


def _user() -> str:
    """Return the system's name of who runs this; empty where there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _line(made: MadeReview) -> str:
    review = made.review
    when = f"{review.made_at:%Y-%m-%d %H:%M} UTC"
    said = f"{review.review_id[:SHOWN_CHARS]}  {when}  {review.reviewer} {review_words(review)}"
    reason = f": {review.reason}" if review.reason else ""
    undone = f"  (undone by {made.undone_by.reviewer})" if made.undone_by else ""
    return f"{said}{reason}{undone}"


def _plain(line: str) -> str:
    """Return words of articles without what a terminal would obey."""
    return "".join(char if char.isprintable() else " " for char in line)
