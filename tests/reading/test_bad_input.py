"""Bad input: one printable line for each, that names the file and the trouble, and the good file after it is read."""

import json
import os
import random
import socket
import time

import pytest

from data.model import Article
from data.reading import Trouble, read_paths
from data.reading.files import MAX_ARTICLE_BYTES
from data.reading.json_lines import MAX_BAD_LINES, MAX_LINE_BYTES

PROSE = "Finland will lend Namibia the money for a solar plant near Rundu, the ministry of energy said on Monday."
FRONT = '+++\ntitle = "Finland lends"\n+++\n'


def record(**facts):
    return json.dumps({"id": "a", "text": PROSE} | facts)


def read_with_good(path, tmp_path):
    """Read the path and then a good file; return what the path gave, sure that the good one was read."""
    good = tmp_path / "good.txt"
    good.write_text(PROSE, encoding="utf-8")
    *found, last = read_paths([path, good])
    assert isinstance(last, Article)
    assert last.given_id == str(good)
    return found


def only_trouble(path, tmp_path):
    (trouble,) = read_with_good(path, tmp_path)
    assert isinstance(trouble, Trouble)
    assert str(trouble).startswith(str(path))
    assert str(trouble).isprintable()
    return str(trouble).removeprefix(str(path))


@pytest.mark.parametrize(
    "name, content, expected",
    [
        ("a.txt", b"", ": empty file"),
        ("a.txt", b" \n\n", ": no text in it"),
        ("a.txt", b"---\n***\n", ": no text in it"),
        ("a.jsonl", b"\n \n", ": empty file"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", ": not text but a PNG picture"),
        ("a.txt", b"PK\x03\x04rest", ": not text but a ZIP archive or office document"),
        ("a.txt", PROSE.encode() + b"\x00\x01\x02\x03" * 20, ": not text: binary data, byte 104 is 0x00"),
        ("a.jsonl", b"\x1f\x8b\x08rest", ": not text but gzip data; unpack it first"),
        ("a.txt", "Côte d’Ivoire ".encode() + b"and B\xe9nin", ": not UTF-8: byte 22 is 0xe9; save the file as UTF-8"),
        ("a.txt", "Россия и Намибия".encode("koi8-r"), ": not UTF-8: byte 0 is 0xf2; save the file as UTF-8"),
        ("a.txt", b"\xff\xfea\x00b", ": not UTF-16: byte 4 is 0x62; save the file as UTF-8"),
        ("a.md", b"+++\ntitle = \n+++\n", ", line 2: the front matter is not TOML: Invalid value"),
        (
            "a.md",
            b'+++\r\ntitle = "a"\r\ntitle = "b"\r\n+++\r\n',
            ", line 3: the front matter is not TOML: Cannot overwrite a value",
        ),
        ("a.md", b'+++\ntitle = "a"\n', ", line 1: the front matter has no end; close it with a line of +++"),
        ("a.md", b"+++\n" + b"x = " + b"[" * 9_000 + b"\n+++\n", ", line 1: the front matter is nested too deeply"),
        (
            "a.md",
            b"---\ntitle: Finland lends\n---\n",
            ", line 1: front matter between lines of --- is not TOML; put TOML between lines of +++",
        ),
        ("a.md", b"+++\ntitle = 7\n+++\n", ": title in the front matter is not a text; put it in quotes"),
        ("a.md", b'+++\nkind = "novel"\n+++\n', ': unknown kind "novel" in the front matter; use article or digest'),
        (
            "a.md",
            b"+++\npublished = 2199-01-01\n+++\n" + PROSE.encode(),
            ": published 2199-01-01 lies in the future; correct the date or leave it out",
        ),
        (
            "a.md",
            b"+++\npublished = 10:00:00\n+++\n" + PROSE.encode(),
            ': published "10:00:00" is no date; write it as 2024-06-05',
        ),
        ("a.md", FRONT.encode(), ": no text in it"),
        ("a.json", b'[{"id": "a"}]', ": a JSON array; write one object a line instead"),
        ("a.json", b'{\n  "id": "a"\n}', ": a JSON object over several lines; write each object on one line"),
    ],
)
def test_a_bad_file_is_one_line(name, content, expected, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    assert only_trouble(path, tmp_path) == expected


@pytest.mark.parametrize(
    "line, expected",
    [
        (record()[:40], "not JSON (cut off?): Unterminated string at character 21"),
        (record()[:-1], "not JSON (cut off?): Expecting ',' delimiter at character 128"),
        ("id: a", "not JSON: Expecting value at character 1"),
        ("7", "not a JSON object; write {...} with id, published, outlet, headline, url and text"),
        ('{"text": ' + "[" * 200_000, "not read: JSON nested too deeply"),
        ('{"text": 1' + "0" * 9_000 + "}", "not read: a number with thousands of digits"),
        (record(text=None), "no text in the record"),
        (record(text=["a"]), '"text" is not a text; put it in quotes'),
        (record(headline=7), '"headline" is not a text; put it in quotes'),
        (record(outlet={}), '"outlet" is not a text; put it in quotes'),
        (record(published=float("nan")), 'published "nan" is no date; write it as 2024-06-05'),
        (record(published="2199-01-01"), "published 2199-01-01 lies in the future; correct the date or leave it out"),
        ('{"text": "one", "text": "two"}', '"text" stands twice in the record; keep one'),
        ('{"id": 1, "id": 2, "text": "one"}', '"id" or "published" stands twice in the record; keep one'),
    ],
)
def test_a_bad_json_line_is_one_line_and_the_next_is_read(line, expected, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(f"{record(id='first')}\n{line}\n\n{record(id='last')}\n", encoding="utf-8")
    first, trouble, last = read_with_good(path, tmp_path)
    assert str(trouble) == f"{path}, line 2: {expected}"
    assert (first.given_id, last.given_id) == ("first", "last")


def test_a_file_that_is_no_json_lines_is_left_after_a_while(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("words\n" * 100_000, encoding="utf-8")
    *lines, last = read_with_good(path, tmp_path)
    assert len(lines) == MAX_BAD_LINES
    assert str(last) == f"{path}, line 50: 50 lines in a row are no articles; the rest is not read"


@pytest.mark.parametrize(
    "facts, given_id",
    [
        ({"id": None}, "{path}:1"),
        ({"id": ""}, "{path}:1"),
        ({"id": True}, "{path}:1"),
        ({"id": ["a"]}, "{path}:1"),
        ({"id": 17}, "17"),
        ({"published": None, "outlet": None, "headline": None, "url": None, "author": None, "language": None}, "a"),
        ({"published": "", "url": "javascript:alert(1)"}, "a"),
        ({"url": "http://[::1/x"}, "a"),
        ({"more": {"x": 1}, "score": float("nan")}, "a"),
    ],
)
def test_facts_that_are_missing_are_left_open(facts, given_id, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(record(**facts), encoding="utf-8")
    (article,) = read_with_good(path, tmp_path)
    assert article.given_id == given_id.format(path=path)
    assert (article.published_at, article.outlet, article.headline, article.url) == (None, "", "", None)


@pytest.mark.parametrize(
    "content",
    [
        "Côte d’Ivoire – “soon”".encode("cp1252"),
        "Côte d’Ivoire – “soon”".encode("utf-8-sig"),
        "Côte d’Ivoire – “soon”".encode("utf-16"),
        "Côte d’Ivoire – “soon”".encode("utf-16-be"),
        "Côte d’Ivoire – “soon”".encode("utf-16-le"),
        "Côte d’Ivoire – “soon”".encode("utf-32"),
    ],
)
def test_other_encodings_are_read_as_what_they_are(content, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    (article,) = read_with_good(path, tmp_path)
    assert article.text == "Côte d’Ivoire – “soon”"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_json_lines_in_other_encodings_are_read_as_what_they_are(encoding, tmp_path):
    path = tmp_path / "a.jsonl"
    line = json.dumps({"id": "a", "text": "Côte d’Ivoire"}, ensure_ascii=False)
    path.write_bytes(f"{line}\n{line}\n".encode(encoding))
    assert [article.text for article in read_with_good(path, tmp_path)] == ["Côte d’Ivoire"] * 2


def test_invisible_and_turning_characters_leave_no_trace(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Fin\u200bland \u202elends\u202c\x00 mo\xadney\x1b to\u2066 Na\u200dmi\ufeffbia.\u2028\ud83d" + "!",
        "utf-8",
        "surrogatepass",
    )
    (trouble,) = read_with_good(path, tmp_path)
    assert "not UTF-8" in str(trouble)  # a lone half of a character
    path.write_text(
        "Fin\u200bland \u202elends\u202c\x00 mo\xadney\x1b to\u2066 Na\u200dmi\ufeffbia.\u2028Soon!", "utf-8"
    )
    (article,) = read_with_good(path, tmp_path)
    assert article.text == "Finland lends money to Namibia.\n\nSoon!"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl"])
def test_a_file_damaged_anywhere_raises_nothing(name, tmp_path):
    path = tmp_path / name
    head = "12 March 2024 AFRICA\nFinland lends money\nBy Jane Doe\n"
    whole = {
        "a.txt": f"{head}{PROSE}\n\nExplore\nSoon <b>more</b> &amp; [x](/y)\n",
        "a.md": FRONT + PROSE,
        "a.jsonl": f"{record(published='2024-06-05')}\n{record(id=7)}\n",
    }[name].encode()
    chance = random.Random(name)  # noqa: S311 - the same damage on each run
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(data))
            data[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        path.write_bytes(data[: chance.randint(1, len(data))])
        for found in read_paths([path]):
            words = str(found) if isinstance(found, Trouble) else found.text.replace("\n", " ")
            assert words
            assert words.encode("utf-8")


def test_a_missing_file_is_told(tmp_path):
    assert only_trouble(tmp_path / "none.txt", tmp_path) == ": no such file or folder"


@pytest.mark.parametrize("name", ["a\0b", "n" * 300, "a\nb\x1b[31m"])
def test_a_name_that_no_file_has_is_told_on_one_line(name, tmp_path):
    (trouble,) = read_with_good(tmp_path / name, tmp_path)
    assert isinstance(trouble, Trouble)
    assert str(trouble).isprintable()


def test_a_file_whose_name_is_not_utf8_is_read(tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/B\xe9nin.txt")
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - a path of bytes
        file.write(PROSE)
    (article,) = read_with_good(path, tmp_path)
    assert article.given_id.endswith("/B\\udce9nin.txt")


def test_a_named_pipe_does_not_hang(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert only_trouble(path, tmp_path) == ": a named pipe, not a file; save its output to a file first"


def test_a_socket_and_a_device_are_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        (trouble,) = read_with_good("socket.txt", tmp_path)
    assert isinstance(trouble, Trouble)
    assert only_trouble("/dev/null", tmp_path) == ": a device, not a file"


def test_a_file_without_permission_is_told(tmp_path):
    path = tmp_path / "closed.txt"
    path.write_text(PROSE, encoding="utf-8")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:  # root may read everything: look as somebody else
        for folder in (tmp_path, *tmp_path.parents[:2]):
            folder.chmod(0o755)
        (tmp_path / "good.txt").write_text(PROSE, encoding="utf-8")
        os.seteuid(65_534)
    try:
        trouble, good = read_paths([path, tmp_path / "good.txt"]) if user == 0 else (*read_paths([path]), None)
    finally:
        os.seteuid(user)
        path.chmod(0o644)
    assert str(trouble) == f"{path}: no permission to read it"
    assert good is None or isinstance(good, Article)


def test_folders_that_link_in_a_circle_are_read_once(tmp_path):
    folder = tmp_path / "news"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "up").symlink_to(folder)
    (folder / "b" / "self").symlink_to("self")
    (folder / "a.txt").write_text(PROSE, encoding="utf-8")
    (folder / ".hidden.txt").write_text(PROSE, encoding="utf-8")
    article, trouble = read_with_good(folder, tmp_path)
    assert article.given_id == str(folder / "a.txt")
    assert str(trouble) == f"{folder / 'b' / 'self'}: too many levels of symbolic links"


def test_an_empty_folder_is_told(tmp_path):
    (tmp_path / "news" / "b").mkdir(parents=True)
    assert only_trouble(tmp_path / "news", tmp_path) == ": no files in this folder"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_fifty_megabytes_of_text_are_one_line(name, tmp_path):
    path = tmp_path / name
    path.write_text(FRONT + f"{PROSE}\n" * (50_000_000 // len(PROSE)), encoding="utf-8")
    trouble = only_trouble(path, tmp_path)
    path.unlink()  # not to be kept with the small files of a run
    assert trouble.endswith("split it, or give many articles as JSON lines")
    assert f"limit {MAX_ARTICLE_BYTES:,}" in trouble


def test_a_json_line_of_a_hundred_megabytes_is_one_line(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.write('{"text": "' + "long " * 20_000_000 + '"}\n' + record() + "\n")
    trouble, article = read_with_good(path, tmp_path)
    path.unlink()  # not to be kept with the small files of a run
    assert str(trouble) == f"{path}, line 1: line longer than {MAX_LINE_BYTES:,} bytes; no article is that long"
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    "piece, size",
    [
        (f"{PROSE}\n\n", 10_000_000),
        (f"{PROSE} ", 2_000_000),
        (f"Tags\n{PROSE}\n", 2_000_000),
        ("Read more\nFinland lends again\n", 2_000_000),
        ("Soldiers stand guard at the gate in Rundu. / Photo: AFP\n", 2_000_000),
        ("By Jane Doe\n5 June 2024\n", 2_000_000),
        ("<p <script> &amp;amp; [a](http", 2_000_000),
    ],
)
def test_a_huge_article_is_read_in_bounded_time(piece, size, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(piece * (size // len(piece)), encoding="utf-8")
    start = time.process_time()
    (article,) = read_with_good(path, tmp_path)
    assert isinstance(article, Article)
    assert time.process_time() - start < size / 200_000
