"""Measure the extractor in a process of its own, and print the figures as one JSON object.

    python -m tests.benchmarks.measure speed ARTICLES...
    python -m tests.benchmarks.measure growth COUNT

`speed` reads files of articles; its times are processor time of one core from raw text to reports, so that other work
on the machine does not count. `growth` reads COUNT articles made by varying the digests of seeds/articles, one after
another, and keeps none of them. The start is all that the process does up to its first report.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIRST_DAY = datetime(2015, 1, 1, tzinfo=UTC)


def speed(paths: list[str]) -> dict[str, float]:
    """Return the figures of the bars, and beside them the time that parsing every sentence takes."""
    from data.extraction import extract
    from data.extraction.grammar.parsing import parse, tokenise
    from data.extraction.text.sentences import sentences
    from data.model import Article
    from data.reading import read_paths

    extract(Article(article_id="first", given_id="first", text="France sent tanks to Mali."))
    start_seconds = time.process_time()
    articles = [article for article in read_paths(map(Path, paths)) if isinstance(article, Article)]
    cut = [[sentence.text for sentence in sentences(article)] for article in articles]
    extract_seconds = _processor_seconds(lambda: [extract(article) for article in articles])
    megabytes = _peak_megabytes()
    parse_seconds = _processor_seconds(lambda: [list(parse([tokenise(text) for text in texts])) for texts in cut])
    return {
        "start_seconds": round(start_seconds, 2),
        "article_count": len(articles),
        "sentence_count": sum(map(len, cut)),
        "sentences_per_second": round(sum(map(len, cut)) / extract_seconds),
        "extract_seconds": round(extract_seconds, 2),
        "parse_every_sentence_seconds": round(parse_seconds, 2),
        "peak_megabytes": megabytes,
    }


def growth(count: int) -> dict[str, float]:
    """Return the time for each article and the peak memory of so many articles."""
    from data.extraction import extract

    report_count = 0

    def read_all() -> None:
        nonlocal report_count
        for article in varied(count):
            report_count += len(extract(article).reports)

    seconds = _processor_seconds(read_all)
    return {
        "article_count": count,
        "report_count": report_count,
        "milliseconds_per_article": round(1000 * seconds / count, 3),
        "peak_megabytes": _peak_megabytes(),
    }


def varied(count: int) -> Iterator:
    """Yield so many articles, no two alike: the digests in turn, each with a day, a number and a name of its own."""
    from data.model import Article
    from data.reading import read_paths

    digests = [one for one in read_paths([ROOT / "seeds" / "articles"]) if isinstance(one, Article)]
    for number in range(count):
        digest = digests[number % len(digests)]
        yield Article(
            article_id=f"varied-{number}",
            given_id=f"varied-{number}",
            headline=digest.headline,
            text=f"{digest.text}\n\nThe talks went on for {number} days in Aru{number:x}, said Mr. Oru{number:x}.",
            published_at=FIRST_DAY + timedelta(days=number % 4000),
        )


def _processor_seconds(work) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _peak_megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    mode, *rest = sys.argv[1:]
    sys.stdout.write(json.dumps(speed(rest) if mode == "speed" else growth(int(rest[0]))) + "\n")
