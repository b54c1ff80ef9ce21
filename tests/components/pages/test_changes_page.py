from __future__ import annotations

from components.pages.changes import what_happened
from data.queries.changes import KINDS


def test_a_changed_field_is_told_in_words_and_hostile_values_stay_words() -> None:
    fields = [
        {"field": "influencer", "was": "RUS", "became": "CHN"},
        {"field": "status", "was": "under_way", "became": "completed"},
        {"field": "place", "was": None, "became": "<img src=x onerror=hack()>"},
    ]
    words = what_happened({"kind": "changed", "fields": fields})
    assert "influencer: <bdi>Russia</bdi> → <bdi>China</bdi>" in words
    assert "status: <bdi>under way</bdi> → <bdi>completed</bdi>" in words
    assert "place: <bdi>none</bdi> → <bdi>&#60;img" in words
    assert "<img" not in words


def test_every_kind_of_change_has_its_word() -> None:
    for kind in KINDS:
        assert what_happened({"kind": kind, "fields": []}).count("<b>") == 1
