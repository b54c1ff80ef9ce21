"""An article with marks: which words made which record, and which made none and why.

Evidence is marked with the number of its report, words of a field that stand apart from the telling with the field's
name too, words that were rejected with a question mark; below, each field has the words that it rests on. Nothing is
decided here: what is shown is what extraction gave. Text is shown as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from data.model import Aspect, DateRange, EventReport, Extraction, Field, Rejection, Span
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
    if extraction.reports:
        parts += [Text(), _words(extraction.reports)]
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
            if span.field is field and not _is_within_telling(span, report):
                label = f"[{number}]" if span.aspect is Aspect.EVENT else f"[{number} {_name(span.aspect)}]"
                yield span.start, span.end, label, _FOUND


def _is_within_telling(span: Span, report: EventReport) -> bool:
    """Tell whether words of a field stand among the words that tell the event, which are marked anyway."""
    return span.aspect is not Aspect.EVENT and any(
        other.aspect is Aspect.EVENT
        and other.field is span.field
        and other.start <= span.start
        and span.end <= other.end
        for other in report.evidence
    )


def _name(aspect: Aspect) -> str:
    return aspect.replace("_", " ")


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


def _words(reports: Sequence[EventReport]) -> Table:
    """Return each field that has words of its own, with its value and the words."""
    table = _table("The words of each field", "No.", "Field", "Value", "Words")
    for number, report in enumerate(reports, start=1):
        values = _values(report)
        for span in report.evidence:
            if span.aspect is not Aspect.EVENT:
                cells = (_name(span.aspect), values[span.aspect] or "", span.text)
                table.add_row(str(number), *map(Text, cells))
    return table


def _values(report: EventReport) -> Mapping[Aspect, str | None]:
    amount = f"{report.amount:,.0f} {report.currency}" if report.amount is not None else None
    in_usd = f" ({report.amount_usd:,.0f} USD)" if report.amount_usd and report.currency != "USD" else ""
    return {
        Aspect.INFLUENCER: name_of(report.influencer) if report.influencer else None,
        Aspect.INFLUENCER_ACTOR: report.influencer_actor,
        Aspect.TARGET: name_of(report.target),
        Aspect.TARGET_ACTOR: report.target_actor,
        Aspect.STATUS: report.status,
        Aspect.DATE: _date(report.dates),
        Aspect.COMMODITY: report.commodity,
        Aspect.AMOUNT: f"{amount}{in_usd}",
        Aspect.QUANTITY: f"{report.quantity or 0:,.0f} {report.unit}",
        Aspect.PLACE: report.place,
        Aspect.ATTRIBUTION: report.attribution,
    }


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
