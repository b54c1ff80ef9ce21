"""The parts of the extractor: forms, phrases, sentences, amounts, orientation."""

import pytest

from data.extraction.roles.orientation import orient
from data.extraction.text.forms import noun_forms, verb_forms
from data.extraction.text.phrases import TOKEN, PhraseIndex
from data.extraction.text.scan import is_english
from data.extraction.text.sentences import split
from data.reference.geography import countries


@pytest.mark.parametrize(
    "verb, form",
    [("send", "sent"), ("supply", "supplied"), ("ship", "shipped"), ("take over", "took over"), ("raid", "raiding")],
)
def test_verb_forms_hold_the_past(verb: str, form: str) -> None:
    assert form in verb_forms(verb)


@pytest.mark.parametrize(
    "noun, form", [("supply", "supplies"), ("embassy", "embassies"), ("sale of arms", "sales of arms")]
)
def test_noun_forms_hold_the_plural(noun: str, form: str) -> None:
    assert form in noun_forms(noun)


def test_longest_phrase_wins() -> None:
    index: PhraseIndex[str] = PhraseIndex()
    index.add("Guinea", "GIN")
    index.add("Equatorial Guinea", "GNQ")
    assert [values for _, _, values in index.matches(("equatorial", "guinea"))] == [["GNQ"], ["GIN"]]


def test_tokens_keep_abbreviations_and_part_possessives() -> None:
    assert TOKEN.findall("U.S. and Mali's S-400") == ["U.S.", "and", "Mali", "'s", "S", "-", "400"]


@pytest.mark.parametrize(
    "text, count",
    [
        ("Mr. Putin met Mr. Xi. They talked.", 2),
        ("U.S. troops left. France stayed.", 2),
        ("He spoke in Kyiv.Finland will send tanks.", 2),
        ("One line\n\nanother line", 2),
        ("The sum of 3.5 billion was paid.", 1),
    ],
)
def test_text_has_so_many_sentences(text: str, count: int) -> None:
    assert len(list(split(text))) == count


@pytest.mark.parametrize(
    "actor, other, host, pair",
    [
        ("BFA", "RUS", "RUS", ("RUS", "BFA")),
        ("RUS", "BFA", "BFA", ("RUS", "BFA")),
        ("KEN", "SOM", None, ("KEN", "SOM")),
        ("SOM", "KEN", "KEN", ("KEN", "SOM")),
        ("KEN", "ECOWAS", None, ("ECOWAS", "KEN")),
        ("AU", "ECOWAS", None, None),
    ],
)
def test_stronger_side_is_the_influencer(
    actor: str, other: str, host: str | None, pair: tuple[str, str] | None
) -> None:
    assert orient(actor, other, host, countries()) == pair


def test_english_is_told_from_other_languages() -> None:
    assert is_english("The government of Mali has signed an agreement with Russia, and it is in force for a year now.")
    assert not is_english(
        "Правительство Мали подписало соглашение с Россией о строительстве завода в столице страны " * 3
    )
