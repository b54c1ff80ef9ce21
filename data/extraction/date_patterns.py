"""The shapes of time expressions in English news, most exact first: a calendar day before a month before a year.

Each has a kind, by which `dates` resolves it, and named parts. Numbers that are something else (percent, money,
people) are kept out by what follows them.
"""

from __future__ import annotations

import calendar
import re

_LONG_MONTHS = "|".join(calendar.month_name[1:])
_SHORT_MONTHS = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_MONTH = rf"(?P<month>{_LONG_MONTHS}|{_SHORT_MONTHS})"
# "May" and "March" alone are more often words than months.
_SURE_MONTH = rf"(?P<month>{'|'.join(name for name in calendar.month_name[1:] if name not in ('May', 'March'))})"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_WEEKDAY = rf"(?P<weekday>{'|'.join(calendar.day_name)})"
_COUNT = r"(?P<count>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?|a couple of)"
_ABOUT = r"(?:(?:nearly|almost|about|around|more than|over)\s+)?"
_SHIFT = r"(?P<shift>last|this|next|past|the past|coming|same|previous|that)"
_BEFORE_MONTH = (
    r"(?:[Ii]n|[Ss]ince|[Bb]y|[Ff]rom|[Uu]ntil|[Ee]arly|[Ll]ate|[Mm]id-?|[Tt]hroughout|[Dd]uring|[Oo]f|[Ii]n the"
    r"|[Ii]ts|a|an|the|[Tt]his|[Bb]ack in)\s+(?:early |late |mid-?\s?)?"
)
_DAY_WORDS = (
    r"today|yesterday|tomorrow|tonight|overnight|this morning|this afternoon|this evening|last night"
    r"|the day prior|the day before|earlier in the day"
)
_NOT_A_DAY = r"(?!\s*(?:percent|%|million|billion))"
_NOT_A_YEAR = (
    r"(?!\s*(?:people|troops|soldiers|million|billion|percent|%|pounds|dollars|km|miles|tonnes|[-–]\s*\d))(?![,.]\d)"
)

PATTERNS = tuple(
    (kind, re.compile(pattern, 0 if "month" in kind and kind != "month_shift" else re.IGNORECASE))
    for kind, pattern in (
        ("iso", r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b"),
        ("day_month", rf"\b{_DAY}(?: of)?\s+{_MONTH}(?:,?\s+{_YEAR})?\b"),
        ("day_month", rf"\b{_MONTH}\s+{_DAY}\b(?:\s*[-–]\s*\d\d?)?(?:,?\s+{_YEAR})?\b{_NOT_A_DAY}"),
        ("month_of_year", rf"\b{_MONTH}(?:\s+of)?\s+(?P<shift>last|this|next)\s+year\b"),
        ("month_shift", rf"\b{_SHIFT}\s+{_MONTH}"),
        ("month", rf"\b{_BEFORE_MONTH}{_MONTH}(?:,?\s+{_YEAR})?"),
        ("month", rf"\b{_MONTH},?\s+{_YEAR}\b"),
        ("month", rf"\b{_SURE_MONTH}\b(?!\s+\d)"),
        ("weekday", rf"\b(?:(?P<shift>last|next|this|past)\s+)?{_WEEKDAY}\b"),
        ("day_shift", rf"\b(?P<word>{_DAY_WORDS})\b"),
        ("unit_shift", rf"\b{_SHIFT}\s+(?P<unit>week|weekend|month|year|summer|spring|autumn|winter)\b"),
        ("ago", rf"\b{_ABOUT}{_COUNT}\s+(?P<unit>day|week|month|year|decade)s?\s+(?P<way>ago|earlier|before)\b"),
        ("year", rf"(?<![\d$€£,.])\b{_YEAR}\b{_NOT_A_YEAR}"),
    )
)
