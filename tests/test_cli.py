"""The command line as a user calls it: real processes, real files, a real store."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.store import Store

ROOT = Path(__file__).parents[1]
ARTICLE = (
    "Russia sent {count} instructors to Mali\n\nBamako, 3 May 2022\n\n"
    "Russia has sent {count} military instructors to Mali, the defence ministry in Bamako said on Tuesday.\n"
)


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "data", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True, timeout=300, check=False, **options)


def write_articles(folder: Path, numbers: range) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number:04}.txt").write_text(ARTICLE.format(count=number), encoding="utf-8")
    return folder


def articles_in(store: Path) -> int:
    return Store.open(store).article_count()


def wait_for(is_true: Callable[[], bool], *, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def test_extract_prints_one_report_a_line_in_the_codebooks_fields(tmp_path: Path) -> None:
    done = run("extract", write_articles(tmp_path, range(5, 6)))
    assert done.returncode == 0, done.stderr
    (record,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert record["article"] == str(tmp_path / "0005.txt")
    assert (record["event_type"], record["influencer"], record["target"]) == ("military_aid", "RUS", "MLI")
    assert {"status", "direction", "date_start", "date_end", "date_precision", "date_basis", "background"} <= set(
        record
    )
    assert all(set(span) == {"field", "start", "end", "text", "aspect"} for span in record["evidence"])
    assert record["evidence"]


def test_extract_keeps_the_given_id(tmp_path: Path) -> None:
    lines = tmp_path / "news.jsonl"
    record = {
        "id": "wire-7",
        "published": "2022-05-03",
        "outlet": "AFP",
        "headline": None,
        "text": ARTICLE.format(count=9),
    }
    lines.write_text(json.dumps(record) + "\n", encoding="utf-8")
    done = run("extract", lines)
    assert [json.loads(line)["article"] for line in done.stdout.splitlines()] == ["wire-7"]


def test_explain_marks_the_words_and_says_what_was_rejected_and_why(tmp_path: Path) -> None:
    hostile = " Lavrov spoke in Bamako about [red]sanctions[/red] on Tuesday."
    (tmp_path / "a.txt").write_text(ARTICLE.format(count=40).rstrip() + hostile, encoding="utf-8")
    done = run("explain", tmp_path, env={**os.environ, "COLUMNS": "160"})
    assert done.returncode == 0, done.stderr
    assert re.search(r"instructors to Mali\[1\]", done.stdout)
    assert "Military aid: Russia → Mali" in done.stdout
    assert re.search(r"quantity +40 instructors +40 (military )?instructors", done.stdout)
    assert "[red]sanctions[?][/red]" in done.stdout
    assert re.search(r"sanctions +Sanction +too uncertain", done.stdout)


def test_bad_input_is_told_in_one_line_each_and_the_rest_is_loaded(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "articles", range(3))
    future = (datetime.now(UTC) + timedelta(days=60_000)).date()
    bad = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 20,
        "cyrillic.txt": "Москва отправит инструкторов".encode("koi8-r"),
        "huge.txt": b"Russia sent aid to Mali. " * 2_000_000,
        "cut.jsonl": b'{"id": "a", "text": "Russia sent ai',
        "matter.md": b"+++\ntitle = no quotes\n+++\nText.",
        "future.md": f"+++\ntitle = 'A'\npublished = {future}\n+++\nRussia sent aid to Mali.".encode(),
    }
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    done = run("load", folder, folder / "missing.txt", "--store", tmp_path / "store")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    for name in [*bad, "missing.txt"]:
        assert len([line for line in lines if name in line]) == 1, (name, done.stderr)
    assert "3 articles stored" in done.stderr
    assert "left out: 8 inputs" in done.stderr
    assert "Traceback" not in done.stderr
    assert run("check", "--store", tmp_path / "store").stdout.rstrip().endswith("whole, 3 articles")


def test_two_processes_loading_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    left = write_articles(tmp_path / "left", range(40))
    right = write_articles(tmp_path / "right", range(20, 60))
    store = tmp_path / "store"
    command = [sys.executable, "-m", "data", "load", "--store", str(store), "--workers", "1"]
    both = [subprocess.Popen([*command, str(folder)], cwd=ROOT, stderr=subprocess.PIPE) for folder in (left, right)]
    errors = [process.communicate(timeout=300)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    assert run("check", "--store", store).stdout.rstrip().endswith("whole, 60 articles")


def test_ctrl_c_leaves_the_last_whole_version(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert run("load", write_articles(tmp_path / "first", range(2)), "--store", store).returncode == 0
    lines = tmp_path / "many.jsonl"
    texts = (ARTICLE.format(count=number) for number in range(100_000))
    lines.write_text(
        "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)), encoding="utf-8"
    )
    command = [sys.executable, "-m", "data", "load", str(lines), "--store", str(store), "--workers", "1"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    wait_for(lambda: articles_in(store) > 2)  # it is at work; the file holds minutes of it
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=60)[1]
    assert process.returncode == 130, told
    assert "Traceback" not in told
    checked = run("check", "--store", store)
    assert checked.returncode == 0, checked.stderr


def test_check_of_no_store_says_so(tmp_path: Path) -> None:
    done = run("check", "--store", tmp_path / "nowhere")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert str(tmp_path / "nowhere") in done.stderr


def test_a_non_empty_store_is_left_alone_when_asked(tmp_path: Path) -> None:
    store = tmp_path / "store"
    run("load", write_articles(tmp_path / "a", range(1)), "--store", store)
    done = run("load", write_articles(tmp_path / "b", range(5)), "--store", store, "--if-empty")
    assert done.returncode == 0
    assert "whole, 1 article" in run("check", "--store", store).stdout


@pytest.mark.parametrize("command", ["load", "extract", "explain", "check"])
def test_help_shows_examples(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"python -m data {command}" in done.stdout


def test_the_readme_names_real_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"python -m data (\w+)", readme))
    assert named >= {"load", "extract", "check"}
    assert all(run(command, "--help").returncode == 0 for command in named)
    assert set(re.findall(r"^    make (\w+)", readme, re.MULTILINE)) <= set(
        re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )


def test_history_lists_versions_and_tells_what_changed_between_two(tmp_path: Path) -> None:
    store = tmp_path / "store"
    for numbers in (range(3), range(5)):
        assert run("load", write_articles(tmp_path / "articles", numbers), "--store", store).returncode == 0
    listed = [json.loads(line) for line in run("history", "--store", store, "--json").stdout.splitlines()]
    assert [(row["version"], row["articles"], row["articles_added"]) for row in listed] == [
        (2, 5, 2),
        (1, 3, 3),
        (0, 0, 0),
    ]
    assert re.search(r"^ +2 .* 5 +\(\+2\) .*extractor \d", run("history", "--store", store).stdout, re.MULTILINE)
    told = run("history", "--store", store, "--diff", "0", "2").stdout
    assert told.startswith("articles: 5 added, 0 changed, 0 withdrawn\n")
    assert re.search(r"^\+ [0-9a-f]{12} .*military_aid  RUS MLI", told, re.MULTILINE)
    changed = [
        json.loads(line) for line in run("history", "--store", store, "--diff", "1", "2", "--json").stdout.splitlines()
    ]
    assert changed
    assert all(row["kind"] in ("added", "changed", "merged") for row in changed)
    wrong = run("history", "--store", store, "--diff", "2", "1")
    assert (wrong.returncode, wrong.stderr.strip()) == (1, "version 2 came after version 1; give the earlier one first")


def test_tidy_says_what_it_did_and_history_which_versions_are_left(tmp_path: Path) -> None:
    store = tmp_path / "store"
    for numbers in (range(3), range(5)):
        assert run("load", write_articles(tmp_path / "articles", numbers), "--store", store).returncode == 0
    done = run("tidy", "--store", store, "--keep", "0")
    assert re.fullmatch(r"\d+ files \(before \d+\), \d+\.\d MB freed; versions 0 to 3 can be read\n", done.stdout), done
    assert "tidied" in run("history", "--store", store).stdout
    assert run("check", "--store", store).stdout.rstrip().endswith("whole, 5 articles")


def test_a_review_is_made_listed_and_undone_and_refused_in_one_line(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert run("load", write_articles(tmp_path / "in", range(5, 6)), "--store", store).returncode == 0
    with Store.open(store).connect() as connection:
        ((event_id,),) = connection.sql("SELECT event_id FROM events").fetchall()
    here = ("--store", store)
    who = {**os.environ, "AMBIT_REVIEWER": "Ada"}
    made = run("review", "reject", event_id[:8], "--reason", "a [red]hoax", *here, env=who)
    assert re.fullmatch(r"[0-9a-f]{12}  \d{4}-\d\d-\d\d \d\d:\d\d UTC  Ada rejected it: a \[red\]hoax\n", made.stdout)
    listed = run("review", "list", event_id[:8], *here)
    assert "rejected" in listed.stdout.splitlines()[0]
    assert "  report  " in listed.stdout.splitlines()[1]
    assert made.stdout in listed.stdout
    corrected = run("review", "correct", event_id[:8], "direction", "-1", "--by", "Ben", *here)
    assert "Ben corrected direction to -1" in corrected.stdout, corrected.stderr
    assert run("review", "undo", made.stdout[:12], "--by", "Ben", *here).returncode == 0
    assert "(undone by Ben)" in run("review", "list", *here).stdout
    Store.open(tmp_path / "empty", create=True)
    carried = run("review", "carry", store, "--store", tmp_path / "empty")
    assert (carried.returncode, carried.stdout) == (1, "0 reviews taken over, 0 known before\n")
    assert carried.stderr.count("left out, as a report of it is not in") == 3
    for refused, words in (
        (("undo", made.stdout[:12]), "undone already, by Ben"),
        (("accept", "0000000000"), "is no event of the store"),
    ):
        done = run("review", *refused, *here)
        assert done.returncode == 1
        assert words in done.stderr
        assert done.stderr.count("\n") == 1
