"""Why words that looked like an event made no record. Each reason is one of these; the words shown are the value."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a trigger made no record."""

    LANGUAGE = "language"
    NO_INFLUENCER = "no influencer"
    NO_TARGET = "no target"
    NEGATED = "negated"
    WEAK = "too uncertain"
    OTHER_TYPE = "the same words are read as another type"
    NOT_PARSED = "behind the length that is parsed"
