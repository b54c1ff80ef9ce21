"""The shapes of time expressions in English news, most exact first: a calendar day before a month before a year.

Each has a kind, by which `dates` resolves it, and named parts. Numbers that are something else (percent, money,
people) are kept out by what follows them; of "12/03/2024" nothing is read, as its day and month cannot be told apart.
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
_LAST = r"(?P<last>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_WEEKDAY = rf"(?P<weekday>{'|'.join(calendar.day_name)})"
_COUNT = r"(?P<count>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?|a couple of)"
_ORDINAL = r"(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,3}(?:st|nd|rd|th))"
_ABOUT = r"(?:(?:nearly|almost|about|around|more than|over)\s+)?"
_SHIFT = r"(?P<shift>the last|last|this|next|the past|past|the coming|coming)"
# What counts from another time of the text, not from the day of publication.
_ANCHOR = r"(?P<anchor>that|the same|the following|the next|the previous|following|same|previous)"
_BEFORE_MONTH = (
    r"(?:[Ii]n|[Ss]ince|[Bb]y|[Ff]rom|[Uu]ntil|[Ee]arly|[Ll]ate|[Mm]id-?|[Tt]hroughout|[Dd]uring|[Oo]f|[Ii]n the"
    r"|[Ii]ts|a|an|the|[Tt]his|[Bb]ack in)\s+(?:early |late |mid-?\s?)?"
)
_DAY_WORDS = (
    r"today|yesterday|tomorrow|tonight|overnight|this morning|this afternoon|this evening|last night"
    r"|the day prior|the day before|earlier in the day|(?:past|last) (?:24|twenty-four) hours"
)
_NOT_A_DAY = r"(?!\s*(?:percent|%|million|billion))"
_NOT_A_YEAR = (
    r"(?!\s*(?:people|troops|soldiers|million|billion|percent|%|pounds|dollars|km|miles|tonnes|[-–/]\s*\d))(?![,.]\d)"
)

PATTERNS = tuple(
    (kind, re.compile(pattern, 0 if "month" in kind and kind != "month_shift" else re.IGNORECASE))
    for kind, pattern in (
        ("iso", r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b"),
        ("day_month", rf"\b{_DAY}(?:\s*(?:[-–]|to|and)\s*{_LAST})?(?: of)?\s+{_MONTH}(?:,?\s+{_YEAR})?\b"),
        ("day_month", rf"\b{_MONTH}\s+{_DAY}\b(?:\s*[-–]\s*{_LAST}\b)?(?:,?\s+{_YEAR})?\b{_NOT_A_DAY}"),
        (
            "quarter",
            r"\b(?P<quarter>first|second|third|fourth) quarter"
            rf"(?:(?:\s+of)?\s+(?:{_YEAR}|(?P<shift>last|this|next) year))?\b",
        ),
        ("month_of_year", rf"\b{_MONTH}(?:\s+of)?\s+(?P<shift>last|this|next|that|the same|the following)\s+year\b"),
        ("month_shift", rf"\b{_SHIFT}\s+{_MONTH}"),
        ("month", rf"\b{_BEFORE_MONTH}{_MONTH}(?:,?\s+{_YEAR})?"),
        ("month", rf"\b{_MONTH},?\s+{_YEAR}\b"),
        ("month", rf"\b{_SURE_MONTH}\b(?!\s+\d)"),
        ("weekday", rf"\b(?:(?P<shift>last|next|this|past)\s+)?{_WEEKDAY}\b"),
        ("day_shift", rf"\b(?P<word>{_DAY_WORDS})\b"),
        ("unit_shift", rf"\b{_SHIFT}\s+(?P<unit>week|weekend|month|year|summer|spring|autumn|winter)\b"),
        ("unit_shift", r"\b(?:over|at|during) the (?P<unit>weekend)\b"),
        ("unit_shift", r"\b(?P<shift>recent) (?P<unit>week)s\b"),
        ("ago", rf"\b{_ABOUT}{_COUNT}\s+(?P<unit>day|week|month|year|decade)s?\s+ago\b"),
        ("anchored", rf"\b{_COUNT}\s+(?P<unit>day|week|month|year)s?\s+(?P<way>earlier|later|before|after)\b"),
        ("anchored", rf"\b{_ANCHOR}\s+(?P<unit>day|week|month|year)\b"),
        ("anchored", r"\bon the (?P<way>eve) of\b"),
        ("anniversary", rf"\b{_ORDINAL}\s+anniversary\b"),
        ("feast", r"\b(?P<feast>New Year['’]?s Eve|New Year['’]?s Day|Christmas Eve|Christmas Day)\b"),
        ("year", rf"(?<![\d$€£,.])(?<!\d[/-])\b{_YEAR}\b{_NOT_A_YEAR}"),
    )
)
