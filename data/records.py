"""A report in the codebook's own field names, as JSON lines carry it (docs/codebook.md, section 1).

The model's names say more than the codebook's where Python needs it (`is_background`); outside of the program the
codebook's word stands. Dates are ISO 8601, evidence is a list of spans of the cleaned headline or text.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from data.model import Article, EventReport


def codebook_record(article: Article, report: EventReport) -> dict[str, object]:
    """Return one report as plain values; `article` is the id that the source gave, or the path it was read from."""
    fields = asdict(report)
    dates = fields.pop("dates")
    fields["background"] = fields.pop("is_background")
    return {
        "article": article.given_id,
        **fields,
        "date_start": _iso(dates["start"]),
        "date_end": _iso(dates["end"]),
        "date_precision": dates["precision"],
        "date_basis": dates["basis"],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
