"""An article with marks: which words made which record, and which made none and why.

Evidence is marked with the number of its report, words that were rejected with a question mark. Nothing is decided
here: what is shown is what extraction gave. Text is shown as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from data.model import DateRange, EventReport, Extraction, Field, Rejection
from data.reference import event_types, name_of

_FOUND, _REJECTED = "black on bright_yellow", "underline"


def explanation(extraction: Extraction) -> Group:
    """Return the article with its marks, the reports by number, and the rejections, ready to print."""
    article = extraction.article
    parts: list[Text | Table] = []
    if article.headline:
        parts += [_marked(extraction, Field.HEADLINE, article.headline, style="bold"), Text()]
    parts += [_marked(extraction, Field.TEXT, article.text, style=""), Text()]
    parts.append(_reports(extraction.reports) if extraction.reports else Text("No event is reported.", style="bold"))
    if extraction.rejections:
        parts += [Text(), _rejections(extraction.rejections)]
    return Group(*parts)


def _marked(extraction: Extraction, field: Field, words: str, *, style: str) -> Text:
    """Return a field of the article with its marks; a mark's label stands behind its words."""
    marked = Text(words, style=style)
    labels: list[tuple[int, str]] = []
    for start, end, label, mark in _marks(extraction, field):
        marked.stylize(mark, start, end)
        labels.append((end, label))
    pieces = marked.divide(sorted({end for end, _ in labels}))
    told = {end: "".join(dict.fromkeys(label for at, label in labels if at == end)) for end, _ in labels}
    shown, at = Text(), 0
    for piece in pieces:
        at += len(piece)
        shown.append_text(piece)
        shown.append(told.pop(at, ""), style="dim")
    return shown


def _marks(extraction: Extraction, field: Field) -> Iterator[tuple[int, int, str, str]]:
    for rejection in extraction.rejections:
        if rejection.span.field is field:
            yield rejection.span.start, rejection.span.end, "[?]", _REJECTED
    for number, report in enumerate(extraction.reports, start=1):
        for span in report.evidence:
            if span.field is field:
                yield span.start, span.end, f"[{number}]", _FOUND


def _reports(reports: Sequence[EventReport]) -> Table:
    table = _table("Reports", "No.", "Event", "Status", "Date", "Confidence", "Rule")
    for number, report in enumerate(reports, start=1):
        sides = (
            f"{name_of(report.influencer)} → {name_of(report.target)}" if report.influencer else name_of(report.target)
        )
        event = f"{event_types()[report.event_type].label}: {sides}"
        status = f"{report.status}, recalled" if report.is_background else report.status
        cells = (event, status, _date(report.dates), f"{report.confidence:.0%}", report.rule_id)
        table.add_row(str(number), *map(Text, cells))
    return table


def _rejections(rejections: Sequence[Rejection]) -> Table:
    table = _table("Rejected [?]", "Words", "As", "Why not", "Rule")
    for rejection in rejections:
        known = event_types().get(rejection.event_type)
        cells = (rejection.span.text, known.label if known else "", rejection.reason, rejection.rule_id)
        table.add_row(*map(Text, cells))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=Text(title), title_justify="left", box=SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _date(dates: DateRange) -> str:
    if dates.start is None:
        return "unknown"
    days = dates.start.isoformat() if dates.end in (None, dates.start) else f"{dates.start} to {dates.end}"
    return f"{days} ({dates.precision}, {dates.basis})"
