"""Bytes -> text: read as what they plainly are, or refused with the byte that does not fit.

UTF-8 first; UTF-16 and UTF-32 by their byte order mark, or by the zero bytes of every other place; Windows-1252
when the text is not UTF-8 anywhere and its high bytes are the letters and quotes of western text. Refused:
pictures, archives and other binary files by their first bytes or their control characters, and text that is UTF-8
but for a broken byte: a guess there would put wrong letters into evidence.
"""

from __future__ import annotations

import codecs
import re

from data.reading.reader import Refusal

_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip data; unpack it first"),
    (b"BZh", "bzip2 data; unpack it first"),
    (b"\xfd7zXZ", "xz data; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstandard data; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE_BYTES = 65_536
_MAX_CONTROL_SHARE = 0.02
_MAX_HIGH_SHARE = 0.25  # western text has few letters outside ASCII; Cyrillic or Asian encodings are nearly all of them
_WESTERN = frozenset("€‚„…‘’“”•–—™\xa0£§©«\xad®°´·»½¿¡")
_HIGH = re.compile("[\x80-\U0010ffff]+")
_WIDE_LETTER = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")


def declared_encoding(head: bytes) -> str | None:
    """Return the encoding that a byte order mark declares, None without one."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def refuse_binary(head: bytes) -> None:
    """Raise `Refusal` when the first bytes are those of a binary file."""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise Refusal(f"not text but {what}")
    if encoding_of(head) not in ("utf-8", "utf-8-sig"):
        return
    sample = head[:_SAMPLE_BYTES]
    if len(_CONTROL.findall(sample)) > max(1, _MAX_CONTROL_SHARE * len(sample)):
        place = next(_CONTROL.finditer(sample)).start()
        raise Refusal(f"not text: binary data, byte {place:,} is 0x{sample[place]:02x}")


def encoding_of(data: bytes) -> str:
    """Return the encoding that a byte order mark or the zero bytes of wide characters tell, else UTF-8."""
    return declared_encoding(data) or _unmarked_utf16(data) or "utf-8"


def decode(data: bytes) -> str:
    """Return the bytes as text, without a byte order mark; raise `Refusal` when they are not plainly text."""
    refuse_binary(data)
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        western = _as_western(data) if encoding == "utf-8" else None
        if western is None:
            raise Refusal(_broken(error, encoding)) from None
        return western


def _broken(error: UnicodeDecodeError, encoding: str) -> str:
    name = encoding.removesuffix("-sig").upper()
    return f"not {name}: byte {error.start:,} is 0x{error.object[error.start]:02x}; save the file as UTF-8"


def _unmarked_utf16(data: bytes) -> str | None:
    """Tell UTF-16 without a mark: in western text every other byte is zero."""
    sample = data[: _SAMPLE_BYTES & ~1]
    if len(sample) < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _as_western(data: bytes) -> str | None:
    """Return the text read as Windows-1252, None where that is not plainly what it is."""
    # A byte that is not UTF-8 becomes a lone surrogate. Where another letter is UTF-8, the rest is damage.
    if _WIDE_LETTER.search(data.decode("utf-8", "surrogateescape")):
        return None
    try:
        high = "".join(_HIGH.findall(data.decode("cp1252")))
    except UnicodeDecodeError:
        return None
    is_western = all(char.isalpha() or char in _WESTERN for char in set(high))
    return data.decode("cp1252") if is_western and len(high) <= _MAX_HIGH_SHARE * len(data) else None
