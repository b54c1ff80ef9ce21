from __future__ import annotations

from datetime import date

from components.widgets.differences import differences_html
from data.model import DateBasis
from data.queries import Told


def test_each_value_stands_with_who_tells_it_and_sums_with_their_range() -> None:
    words = differences_html(
        {
            "amount_usd": (Told(2e9, ("B", "C"), ("2", "3")), Told(1.5e9, ("<b>A</b>",), ("1",))),
            "date": (
                Told((date(2024, 6, 5), date(2024, 6, 5), "day"), (), ()),
                Told((date(2024, 6, 1), date(2024, 6, 30), "month"), ("",), ("4",)),
            ),
            "quantity": (Told((1200.0, "<i>"), ("A",), ("1",)), Told((400.0, "<i>"), ("B",), ("2",))),
        },
        DateBasis.PUBLICATION,
    )
    assert "<bdi>$2 billion</bdi> <small><bdi>B</bdi>, <bdi>C</bdi></small>" in words
    assert "from $1.5 billion to $2 billion" in words
    assert "5 June 2024</bdi> <small>the day of publication</small>" in words
    assert "June 2024</bdi> <small><bdi>outlet unknown</bdi></small>" in words
    assert "1,200 &#60;i&#62;" in words
    assert "<b>" not in words
    assert "<i>" not in words


def test_what_no_outlet_tells_is_said_to_be_a_correction() -> None:
    day = (date(2024, 6, 5), date(2024, 6, 5), "day")
    found = {
        "place": (Told("Gao", (), ()), Told("Kidal", ("A",), ("1",))),
        "date": (Told(day, (), ()), Told((date(2024, 6, 1), date(2024, 6, 1), "day"), ("A",), ("1",))),
    }
    assert differences_html(found, DateBasis.REVIEW).count("<small>a reviewer’s correction</small>") == 2
    assert differences_html(found, DateBasis.PUBLICATION).count("<small>a reviewer’s correction</small>") == 1
