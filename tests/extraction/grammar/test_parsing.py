"""The parser: the same grammar as spaCy's own run of the same weights, whatever is parsed together."""

import pytest
import spacy
from spacy.tokens import Doc

from data.extraction.grammar import tok2vec
from data.extraction.grammar.arcs import ArcFinder
from data.extraction.grammar.parsing import MAX_TOKENS, parse, tokenise
from data.extraction.grammar.tok2vec import Tok2Vec
from data.reference.tables import SEEDS

SENTENCES = [
    "Russia sent tanks to Mali.",
    "The European Union, which had imposed sanctions in 2014, extended them on Friday.",
    "What the two ministers agreed on in Nairobi was a loan of $3 billion for a railway that nobody had asked for.",
    "No.",
    "Talks were held; France, Germany and Italy did not take part.",
]


@pytest.fixture(scope="module")
def pipeline():
    return spacy.load(SEEDS / "parser" / "model")


def test_grammar_is_that_of_spacy(pipeline) -> None:
    for parsed in parse([tokenise(text) for text in SENTENCES]):
        document = pipeline(Doc(pipeline.vocab, words=list(parsed.words.words)))
        assert parsed.tags == tuple(token.tag_ for token in document)
        assert parsed.heads == tuple(token.head.i for token in document)
        assert parsed.deps == tuple(token.dep_ for token in document)


def test_grammar_does_not_hang_on_what_is_parsed_beside() -> None:
    alone = [next(parse([tokenise(text)])) for text in SENTENCES]
    assert list(parse([tokenise(text) for text in SENTENCES] * 60)) == alone * 60
    assert list(parse([])) == []


def test_forgotten_words_are_made_anew(monkeypatch, pipeline) -> None:
    monkeypatch.setattr(tok2vec, "MOST_WORDS", 12)
    vectors = Tok2Vec(pipeline.get_pipe("tok2vec").model, pipeline.vocab)
    first = vectors.vectors([("Russia", "sent", "tanks", ".")])
    vectors.vectors([tuple(f"word{number}" for number in range(10))])
    assert (vectors.vectors([("Russia", "sent", "tanks", ".")]) == first).all()


def test_other_architecture_stops_with_one_line(pipeline) -> None:
    with pytest.raises(ValueError, match="seeds/parser/model: not the tok2vec that is read here"):
        Tok2Vec(pipeline.get_pipe("tagger").model, pipeline.vocab)
    with pytest.raises(ValueError, match="seeds/parser/model: not the parser that is read here"):
        ArcFinder(pipeline.get_pipe("tagger"))


def test_words_end_where_reading_ends() -> None:
    words = tokenise("tanks and " * 500)
    assert len(words.words) == MAX_TOKENS
    assert words.text == ("tanks and " * (MAX_TOKENS // 2)).strip()
