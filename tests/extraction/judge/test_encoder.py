"""The encoder: what it is given of a sentence, and that its word depends on nothing else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.extraction.extractor import Extractor
from data.extraction.judge.encoder import ENCODER, HERE, Encoder, arrays_of, default_encoder
from data.extraction.judge.readings import Reading, readings
from data.extraction.judge.view import view_of
from data.extraction.judge.wordpiece import MAX_PIECES, PIECES, WordPieces, default_pieces, read_pieces
from data.extraction.lexicon import default_lexicon
from data.model import Article
from data.reference.tables import TableError

TEXT = (
    "Russia delivered six helicopters to Mali on Monday. France and Niger signed a military accord in Niamey. "
    "Turkey will build a railway in Ethiopia, its ambassador in Addis Ababa said."
)


def readings_of(text: str) -> list[Reading]:
    article = Article(article_id="a", given_id="a", text=text, published_at=datetime(2023, 3, 14, tzinfo=UTC))
    extractor = Extractor(default_lexicon())
    read = extractor.read(article, article.published_at.date())
    view = view_of((one.sentence, one.mentions) for one in read)
    return [one for telling in extractor.tellings(article, read, None) for one in readings(telling, view)]


def text_of(reading: Reading, start: int, end: int) -> str:
    """Return what the pieces from one place to another stand for."""
    vocabulary = PIECES.read_text(encoding="utf-8").splitlines()
    numbers, _ = default_pieces().cut(reading.telling.scope.parse.lower)
    return " ".join(vocabulary[number] for number in numbers[start:end]).replace(" ##", "")


def test_the_right_reading_is_likelier_than_the_turned_one() -> None:
    every = [one for one in readings_of(TEXT) if one.key[0] == "military_aid"]
    scores = dict(zip((one.key for one in every), default_encoder().scores(every), strict=True))
    assert scores["military_aid", "RUS", "MLI"] > scores["military_aid", "MLI", "RUS"]


def test_a_score_does_not_depend_on_the_other_sentences() -> None:
    every = readings_of(TEXT)
    first = [one for one in every if one.telling.sentence is every[0].telling.sentence]
    assert 0 < len(first) < len(every)
    assert default_encoder().scores(every)[: len(first)] == default_encoder().scores(first)


def test_the_same_readings_have_the_same_scores() -> None:
    every = readings_of(TEXT)
    assert default_encoder().scores(every) == default_encoder().scores(every)


def test_spans_cover_the_names_that_they_stand_for() -> None:
    reading = next(one for one in readings_of(TEXT) if one.key == ("military_aid", "RUS", "MLI"))
    trigger, influencer, target = arrays_of([[reading]], default_pieces())["spans"][0].tolist()
    assert [text_of(reading, *span) for span in (influencer, target)] == ["russia", "mali"]
    assert text_of(reading, *trigger) == "delivered"


def test_a_side_that_the_sentence_does_not_name_is_away() -> None:
    every = readings_of("Russia will build a railway. The talks were held in Niger, where Mali was not discussed.")
    away = arrays_of([[one] for one in every], default_pieces())["away"]
    for reading, (first, second) in zip(every, away.tolist(), strict=True):
        sides = (reading.pair.influencer, reading.pair.target)
        named = [side is not None and side.mention is not None for side in sides]
        assert [first == HERE, second == HERE] == named


@pytest.mark.parametrize(
    "token, pieces",
    [("delivered", "delivered"), ("Mali", "mali"), ("Traoré", "tr ##ao ##re"), ("S", "s"), ("U.S.", "u . s .")],
)
def test_pieces_are_the_longest_of_the_vocabulary(token: str, pieces: str) -> None:
    vocabulary = PIECES.read_text(encoding="utf-8").splitlines()
    numbers, places = default_pieces().cut([token])
    assert [vocabulary[number] for number in numbers[1:-1]] == pieces.split()
    assert places == [1, len(numbers) - 1]


def test_a_sentence_without_end_is_read_to_the_limit() -> None:
    numbers, places = default_pieces().cut(["the"] * 5_000 + ["\u4e2d\U0001f600" * 200])
    assert len(numbers) <= MAX_PIECES
    assert len(places) == 5_002
    assert max(places) < len(numbers)


def test_broken_files_are_named_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "encoder.onnx"
    broken.write_bytes(ENCODER.read_bytes()[:1000])
    with pytest.raises(TableError, match=r"make it anew with tools/train_encoder\.py"):
        Encoder(broken, WordPieces(["[CLS]", "[SEP]", "[UNK]"]))
    with pytest.raises(TableError, match="pieces"):
        read_pieces(tmp_path / "pieces.txt")
