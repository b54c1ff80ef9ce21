"""Join the records of tools/records with the articles that they were made of -> a gold file, on standard output.

    python -m tools.join_records tools/records/digests.jsonl seeds/articles > build/digests.jsonl

The records hold no word of an article: their evidence is a list of character ranges of its text. Articles that have
no records there are left out; a record whose article is missing or shorter than its ranges stops with one line.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from data.model import Article
from data.reading import Trouble, read_paths


def joined(records: Path, articles: Path) -> Iterator[dict[str, object]]:
    """Yield the articles with their records, in the form of a gold file."""
    rows = map(json.loads, records.read_text(encoding="utf-8").splitlines())
    events = {Path(row["id"]).name: row["events"] for row in rows}
    for article in read_paths([articles]):
        if not isinstance(article, Trouble) and (key := Path(article.given_id).name) in events:
            yield _gold_row(article, events.pop(key))
    if events:
        raise SystemExit(f"{articles}: {len(events)} articles of {records} are not there, {next(iter(events))} for one")


def _gold_row(article: Article, events: list[dict[str, object]]) -> dict[str, object]:
    for event in events:
        ranges: list[list[int]] = event["evidence"]  # type: ignore[assignment]
        if any(end > len(article.text) for _, end in ranges):
            raise SystemExit(f"{article.given_id}: is shorter than when its records were made")
        event["evidence"] = " ... ".join(article.text[start:end] for start, end in ranges)
    return {
        "id": article.given_id,
        "published": article.published_at.date().isoformat() if article.published_at else None,
        "outlet": article.outlet,
        "headline": article.headline,
        "text": article.text,
        "events": events,
    }


def main() -> None:
    """Join one file of records with a file or folder of articles."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("records", type=Path)
    parser.add_argument("articles", type=Path)
    args = parser.parse_args()
    for row in joined(args.records, args.articles):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
