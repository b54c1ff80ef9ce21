from __future__ import annotations

from streamlit.testing.v1 import AppTest

from components.widgets.reports import copy_tag, reading
from tests.components.sample import HOSTILE


def test_an_article_that_tells_of_an_event_twice_is_shown_once_with_all_its_evidence() -> None:
    def script() -> None:
        from dataclasses import replace

        from components.widgets.reports import article_with_evidence
        from tests.components.sample import extractions

        found = extractions()[0]
        row = {
            "status": "completed",
            "date_start": None,
            "date_end": None,
            "date_precision": "unknown",
            "rule_id": "<b>rule</b>",
            "extractor_version": "1",
            "confidence": 0.9,
            "attribution": None,
            "copy_of": None,
            "copy_of_outlet": None,
        }
        spans = [{"field": "text", "start": 0, "end": 6}], [{"field": "text", "start": 17, "end": 20}]
        article_with_evidence(replace(found.article), [row | {"evidence": span} for span in spans])

    app = AppTest.from_function(script).run()
    assert not app.exception
    (element,) = app.get("html")
    body = element.proto.body
    assert body.count("Helicopters for Mali") == 1
    assert "<mark>Russia</mark>" in body
    assert "<mark>six</mark>" in body
    assert body.count("Read as <b>completed</b>") == 2
    assert "<b>rule</b>" not in body


def test_a_reading_names_the_words_of_each_field_and_escapes_them() -> None:
    row = {
        "status": "completed",
        "date_start": None,
        "date_end": None,
        "date_precision": "unknown",
        "rule_id": "rule",
        "extractor_version": "1",
        "confidence": 0.9,
        "attribution": None,
        "evidence": [
            {"field": "text", "start": 0, "end": 6, "text": "Russia", "aspect": "event"},
            {"field": "text", "start": 17, "end": 24, "text": "<i>$2bn", "aspect": "amount"},
            {"field": "text", "start": 30, "end": 35, "text": "Rusal", "aspect": "influencer_actor"},
        ],
    }
    said = reading(row)
    assert "In its words: amount “<bdi>&#60;i&#62;$2bn</bdi>”, influencer actor “<bdi>Rusal</bdi>”." in said
    spans = [{name: span[name] for name in ("field", "start", "end", "text")} for span in row["evidence"]]
    assert "In its words" not in reading(row | {"evidence": spans})  # a store of an older program


def test_a_copy_says_whose_report_it_is_and_escapes_the_name() -> None:
    assert "copy of <bdi>Example Wire</bdi>’s report" in copy_tag({"copy_of": "a1", "copy_of_outlet": "Example Wire"})
    assert "copy of an unnamed outlet’s report" in copy_tag({"copy_of": "a1", "copy_of_outlet": ""})
    hostile = copy_tag({"copy_of": "a1", "copy_of_outlet": HOSTILE})
    assert "<script" not in hostile
    assert "<img" not in hostile
    assert copy_tag({"copy_of": None, "copy_of_outlet": None}) == copy_tag({"copy_of": float("nan")}) == ""
