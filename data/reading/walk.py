"""From paths to articles: which files are read, in what order, and by which reader.

A folder gives its files in the order of their names, folder by folder, hidden ones left out; a folder that a link leads
back to is entered once. Nothing raises: what cannot be read is a `Trouble`, and the next file is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from data.model import Article
from data.objects import Address, is_address
from data.reading.files import read_head, system_reason
from data.reading.front_matter import FrontMatter
from data.reading.json_lines import JsonLines
from data.reading.objects import ObjectError, ObjectPath, SourcePath, find_objects
from data.reading.plain import PlainText
from data.reading.reader import Reader, Refusal, Trouble

# The reader added last is asked first; plain text, the first, takes what no other wants.
READERS: dict[str, Reader] = {reader.name: reader for reader in (PlainText(), FrontMatter(), JsonLines())}


def read_paths(paths: Iterable[str | Path]) -> Iterator[Article | Trouble]:
    """Yield the articles and troubles of files and folders, in order, one at a time."""
    for path in paths:
        for found in find_files(path):
            if isinstance(found, Trouble):
                yield found
            else:
                yield from read_file(found)


def read_file(path: SourcePath) -> Iterator[Article | Trouble]:
    """Yield the articles and troubles of one file."""
    try:
        yield from choose_reader(path, read_head(path)).read(path)
    except Refusal as refusal:
        yield refusal.at(path)
    except OSError as error:
        yield Trouble(path, None, system_reason(error))


def choose_reader(path: SourcePath, head: bytes) -> Reader:
    """Return the reader of a file; raise `Refusal` when none wants it."""
    for reader in reversed(READERS.values()):
        if reader.matches(path, head):
            return reader
    raise Refusal("no reader for this format")


def find_files(named: str | Path) -> Iterator[SourcePath | Trouble]:
    """Yield the path itself, or the files under a folder or an address; a file's faults are told when it is read."""
    if is_address(str(named)):
        yield from _objects(str(named))
        return
    path = Path(named)
    if "\0" in str(path):  # the system would raise ValueError for it, not OSError
        yield Trouble(path, None, "no such file or folder")
    elif os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        yield from _folder_files(path)
    else:
        yield path


def _objects(text: str) -> Iterator[SourcePath | Trouble]:
    try:
        yield from find_objects(text)
    except ObjectError as fault:
        yield Trouble(ObjectPath(Address.parse(text) or Address("", ""), 0), None, system_reason(fault))


def _folder_files(folder: Path) -> Iterator[Path | Trouble]:
    waiting = [folder]
    entered: set[tuple[int, int]] = set()
    is_empty = True
    while waiting:
        path = waiting.pop()
        try:
            if not path.is_dir():
                is_empty = False
                yield path
            elif _is_new(path, entered):
                waiting += sorted((child for child in path.iterdir() if not child.name.startswith(".")), reverse=True)
        except OSError as error:
            is_empty = False
            yield Trouble(path, None, system_reason(error))
    if is_empty:
        yield Trouble(folder, None, "no files in this folder")


def _is_new(folder: Path, entered: set[tuple[int, int]]) -> bool:
    """Remember the folder by what it is, not by its name: links may lead in circles."""
    status = os.stat(folder)  # noqa: PTH116 - the pair of numbers is wanted, whatever the path's form
    identity = (status.st_dev, status.st_ino)
    if identity in entered:
        return False
    entered.add(identity)
    return True
