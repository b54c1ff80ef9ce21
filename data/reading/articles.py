"""What every reader does last: clean the text, check the date, and make an `Article` of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from data.model import Article, Kind, content_id
from data.reading.cleaning import clean
from data.reading.cleaning.characters import one_line
from data.reading.outlets import outlet_country, outlet_name
from data.reading.published import check_plausible, parse_published
from data.reading.reader import Refusal, printable

MAX_TEXT_CHARS = 16_000_000  # as `files.MAX_ARTICLE_BYTES`: the same limit for a file and for a record
_MAX_URL_CHARS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a file says of one article, before anything is checked; None where it is silent."""

    given_id: str
    text: str
    reader: str
    headline: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: object = None
    language: str | None = None
    kind: Kind = Kind.ARTICLE
    is_page: bool = False


def build_article(source: Source) -> Article:
    """Return the cleaned article; what the file states wins over what is found in the text.

    Raises `Refusal` when the text is too long, nothing of it is left, or the date cannot be.
    """
    if len(source.text) > MAX_TEXT_CHARS:
        raise Refusal(f"{len(source.text):,} characters are too long for one article (limit {MAX_TEXT_CHARS:,})")
    published_at = parse_published(source.published)
    page = clean(source.text, headline=source.headline, has_title=source.is_page)
    if not any(char.isalpha() for char in page.text):
        raise Refusal("no text in it")
    if published_at is None and page.published_at is not None:
        published_at = check_plausible(page.published_at)
    outlet = outlet_name(one_line(source.outlet or "")) or page.outlet
    return Article(
        article_id=content_id(outlet, published_at.date().isoformat() if published_at else "", page.text),
        given_id=printable(source.given_id),
        text=page.text,
        headline=page.headline,
        outlet=outlet,
        outlet_country=outlet_country(outlet),
        author=one_line(source.author or "") or page.author or None,
        url=web_address(source.url),
        published_at=published_at,
        language=one_line(source.language or "") or "en",
        kind=source.kind,
        reader=source.reader,
    )


def web_address(url: str | None) -> str | None:
    """Return an http or https address, None for anything else: the address becomes a link on the screen."""
    text = (url or "").strip()
    if not text or len(text) > _MAX_URL_CHARS or not text.isprintable() or " " in text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:  # such as an unclosed IPv6 bracket
        return None
    return text if parts.scheme.lower() in ("http", "https") and parts.netloc else None
