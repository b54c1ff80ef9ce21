"""One contract over all readers. To add a reader, add its filled-in example to EXAMPLES."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from data.model import Article, Kind, content_id
from data.reading import READERS, Trouble, read_paths

PROSE = (
    "Finland will lend Namibia the money for a solar plant near Rundu, the ministry of energy said on Monday.\n\n"
    "Work is to begin in the spring and to take two years, it said."
)
EXAMPLES = {
    "plain": (
        "report.txt",
        "Finland to lend Namibia money for solar plant\nBy Jane Doe\nFebruary 5, 2024\nSOURCE: Reuters\n\n" + PROSE,
    ),
    "markdown": (
        "report.md",
        '+++\ntitle = "Finland to lend Namibia money for solar plant"\noutlet = "Reuters"\nauthor = "Jane Doe"\n'
        'published = 2024-02-05\nurl = "https://example.org/1"\nlanguage = "en"\nkind = "digest"\n+++\n' + PROSE,
    ),
    "jsonl": (
        "reports.jsonl",
        '{"id": "a1", "published": "2024-02-05", "outlet": "Reuters", "author": "Jane Doe", "headline": '
        '"Finland to lend Namibia money for solar plant", "url": "https://example.org/1", "text": "'
        + PROSE.replace("\n", "\\n")
        + '"}\n',
    ),
}


def read_example(name, folder):
    file_name, text = EXAMPLES[name]
    path = folder / file_name
    path.write_text(text, encoding="utf-8")
    return path, list(read_paths([path]))


def test_every_reader_has_an_example():
    assert set(READERS) == set(EXAMPLES)
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize("name", READERS)
def test_a_reader_gives_the_whole_article(name, tmp_path):
    path, (article,) = read_example(name, tmp_path)
    assert article == Article(
        article_id=content_id("Reuters", "2024-02-05", PROSE),
        given_id="a1" if name == "jsonl" else str(path),
        text=PROSE,
        headline="Finland to lend Namibia money for solar plant",
        outlet="Reuters",
        outlet_country="GBR",
        author="Jane Doe",
        url=None if name == "plain" else "https://example.org/1",
        published_at=datetime(2024, 2, 5, tzinfo=UTC),
        language="en",
        kind=Kind.DIGEST if name == "markdown" else Kind.ARTICLE,
        reader=name,
    )


@pytest.mark.parametrize("name", READERS)
def test_a_reader_knows_its_own_files(name, tmp_path):
    path, _ = read_example(name, tmp_path)
    reader = READERS[name]
    assert reader.name == name
    assert path.suffix in reader.suffixes
    assert reader.matches(path, path.read_bytes()[:4096])


@pytest.mark.parametrize("name", READERS)
def test_the_same_words_have_the_same_id_in_every_format(name, tmp_path):
    _, (article,) = read_example(name, tmp_path)
    _, (other,) = read_example("jsonl", tmp_path)
    assert article.article_id == other.article_id


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\x03" * 100, b"%PDF-1.7", b"+++\n", b"{", b"\xff\xfe", b"\n \n"]
)
def test_a_reader_never_raises_on_bad_content(name, content, tmp_path):
    path = tmp_path / EXAMPLES[name][0]
    path.write_bytes(content)
    (trouble,) = READERS[name].read(path)
    assert isinstance(trouble, Trouble)
    assert str(trouble).startswith(f"{path}")
    assert str(trouble).isprintable()


@dataclass(frozen=True)
class Telegram:
    """A made-up format: everything in capitals, STOP for a full stop."""

    name: str = "telegram"
    suffixes: tuple[str, ...] = (".tgm",)

    def matches(self, path, head):
        return path.suffix in self.suffixes and head.isupper()

    def read(self, path):
        (article,) = READERS["plain"].read(path)
        yield replace(article, text=article.text.replace(" STOP", "."), reader=self.name)


def test_a_reader_that_is_added_is_used(tmp_path, monkeypatch):
    path = tmp_path / "wire.tgm"
    path.write_text("FINLAND LENDS NAMIBIA MONEY STOP", encoding="utf-8")
    monkeypatch.setitem(READERS, "telegram", Telegram())
    (article,) = read_paths([path])
    assert (article.reader, article.text) == ("telegram", "FINLAND LENDS NAMIBIA MONEY.")


def test_the_added_reader_is_gone_afterwards(tmp_path):
    path = tmp_path / "wire.tgm"
    path.write_text("FINLAND LENDS NAMIBIA MONEY STOP", encoding="utf-8")
    (article,) = read_paths([path])
    assert article.reader == "plain"


def test_json_lines_are_known_by_content_too(tmp_path):
    path = tmp_path / "export.txt"
    path.write_text(EXAMPLES["jsonl"][1], encoding="utf-8")
    (article,) = read_paths([path])
    assert article.reader == "jsonl"


def test_markdown_without_front_matter_is_plain_text(tmp_path):
    path = tmp_path / "notes.md"
    path.write_text(f"# Finland to lend Namibia money\n\n{PROSE}", encoding="utf-8")
    (article,) = read_paths([path])
    assert (article.reader, article.headline, article.text) == ("plain", "Finland to lend Namibia money", PROSE)
