"""The command line: `python -m data load | extract | explain | check | history | tidy | review`.

What was asked for goes to standard output, everything else to standard error, so that output can be piped. Exit
status: 0 when all went well, 1 when some input or the store was at fault (each told in one line), 2 for a wrong
call, 130 after Ctrl-C.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from data.explain import explanation
from data.extraction import extract as extract_article
from data.loader import Listener, LoadSummary, SchedulerError, load
from data.loader import Progress as Step
from data.options import DEFAULT_STORE, StoreOption, examples
from data.reading import Trouble, read_paths
from data.records import codebook_record
from data.reference import TableError
from data.review import app as review_app
from data.store import ReviewError, Store, StoreError
from data.versions import difference_lines, difference_rows, version_lines, version_rows

app = typer.Typer(
    help="Ambit: who is gaining influence where, and on what evidence. Reads articles into a store of events.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    epilog=examples("load seeds/articles", "extract article.txt", "check"),
)
_talk = Console(stderr=True, highlight=False)

Paths = Annotated[
    list[str],
    typer.Argument(help="Files, folders, s3://bucket/folder: plain text, Markdown, JSON lines.", show_default=False),
]
app.add_typer(review_app, name="review")


@app.command(
    "load",
    epilog=examples("load seeds/articles", "load news.jsonl notes/ --store /srv/ambit"),
)
def load_command(
    paths: Paths,
    store: StoreOption = DEFAULT_STORE,
    workers: Annotated[int | None, typer.Option(min=1, help="Local processes; by default one a core.")] = None,
    scheduler: Annotated[str | None, typer.Option(help="Dask scheduler to use instead, tcp://host:8786.")] = None,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Do nothing when the store has articles.")] = False,
) -> None:
    """Read articles, extract events and put them into the store. Loading an article again changes nothing."""
    opened = Store.open(store, create=True)
    if if_empty and opened.article_count():
        return
    try:
        with _bar() as step:
            listener = Listener(on_progress=step, on_trouble=_tell, on_wait=_tell)
            summary = load(paths, opened, workers=workers, scheduler=scheduler, listener=listener)
    except KeyboardInterrupt:
        _talk.print("stopped; the store keeps its last whole version, and the same command goes on from there")
        raise typer.Exit(130) from None
    _talk.print(_summary_line(summary))
    _exit_with(summary.troubles)


@app.command(
    "extract",
    epilog=examples("extract article.txt", "extract news.jsonl > reports.jsonl"),
)
def extract_command(paths: Paths) -> None:
    """Print what articles report: JSON lines, one report a line, in the codebook's fields. The store is not used."""
    troubles: list[Trouble] = []
    for found in read_paths(paths):
        if isinstance(found, Trouble):
            troubles.append(found)
            _tell(found)
            continue
        extraction = extract_article(found)
        for report in extraction.reports:
            print(json.dumps(codebook_record(extraction.article, report), ensure_ascii=False))  # noqa: T201 - the output
    _exit_with(troubles)


@app.command("explain", epilog=examples("explain article.txt", "explain news.jsonl | less -R"))
def explain_command(paths: Paths) -> None:
    """Print articles with marks: which words made which record, and which made none and why. The store is not used."""
    output = Console(highlight=False)
    troubles: list[Trouble] = []
    for found in read_paths(paths):
        if isinstance(found, Trouble):
            troubles.append(found)
            _tell(found)
        else:
            output.print(explanation(extract_article(found)))
    _exit_with(troubles)


@app.command("check", epilog=examples("check", "check --store /srv/ambit"))
def check_command(store: StoreOption = DEFAULT_STORE) -> None:
    """Tell whether the store is whole: every file, count and reference, and every evidence span against its text."""
    opened = Store.open(store)
    troubles = opened.check()
    for trouble in troubles:
        _talk.print(escape(trouble), style="red", soft_wrap=True)
    if troubles:
        raise typer.Exit(1)
    print(f"{store}: whole, {_counted(opened.article_count(), 'article')}")  # noqa: T201 - the output


@app.command("history", epilog=examples("history", "history --diff 3 12", "history --diff 2026-06-01 2026-06-30"))
def history_command(
    store: StoreOption = DEFAULT_STORE,
    diff: Annotated[
        tuple[str, str] | None, typer.Option(help="Two versions, or days: tell what changed from one to the other.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Events of a difference to show.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines, with all that changed.")] = False,
) -> None:
    """List the versions of the store, the newest first, or what changed between two of them."""
    opened = Store.open(store)
    if diff is None:
        snapshots = opened.snapshots()
        _print(version_rows(snapshots) if as_json else version_lines(snapshots))
        return
    earlier, later = map(opened.snapshot_as_of, diff)
    with opened.compare(earlier, later) as connection:
        _print(difference_rows(connection) if as_json else difference_lines(connection, limit=limit))


@app.command("tidy", epilog=examples("tidy", "tidy --keep 7 --store /srv/ambit"))
def tidy_command(
    store: StoreOption = DEFAULT_STORE,
    keep: Annotated[int, typer.Option(min=0, help="Days to look back to; older versions are given up.")] = 30,
) -> None:
    """Put the store's small files together, and free the space of old versions. Others may load and read meanwhile."""
    done = Store.open(store).tidy(timedelta(days=keep), on_wait=_tell)
    print(  # noqa: T201 - the output
        f"{_counted(done.files_after, 'file')} (before {done.files_before:,}), {done.bytes_freed / 1e6:,.1f} MB freed; "
        f"versions {done.kept_from} to {done.version} can be read"
    )


def _print(lines: Iterable[str | Mapping[str, object]]) -> None:
    for line in lines:
        print(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False))  # noqa: T201 - the output


def _tell(trouble: Trouble | str) -> None:
    _talk.print(escape(str(trouble)), style="red", soft_wrap=True)


def _summary_line(summary: LoadSummary) -> str:
    return (
        f"{_counted(summary.new, 'article')} stored, {summary.known:,} known before; "
        f"{_counted(summary.reports, 'report')}, {_counted(summary.rejections, 'rejection')} with a reason"
    )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _exit_with(troubles: list[Trouble]) -> None:
    if troubles:
        _talk.print(f"left out: {_counted(len(troubles), 'input')}", style="red")
        raise typer.Exit(1)


@contextmanager
def _bar() -> Iterator[Callable[[Step], None]]:
    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TextColumn("{task.description}"))
    with Progress(*columns, TimeRemainingColumn(), console=_talk, transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def step(now: Step) -> None:
            rate = now.articles / (progress.tasks[task].elapsed or 1)
            progress.update(
                task,
                total=now.total_bytes,
                completed=now.done_bytes,
                description=f"{now.articles:,} articles, {rate:,.0f} a second",
            )

        yield step


def main() -> None:
    """Run the command line; faults that a user can mend are told in one line."""
    try:
        app()
    except (ReviewError, SchedulerError, StoreError, TableError) as error:
        _talk.print(escape(str(error)), style="red", soft_wrap=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of a pipe went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
