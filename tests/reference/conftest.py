"""What the tests of the tables share: a table with one wrong row."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest


@dataclass(frozen=True)
class Tables:
    """A module's folder of tables: the name of its path in the module, and the cached readers that it feeds."""

    module: ModuleType
    folder: str
    readers: tuple[Any, ...]


@pytest.fixture
def altered(request, tmp_path, monkeypatch):
    """Return a function that reads the tables of the test module (its `TABLES`) with one replacement in one of them."""
    tables: Tables = request.module.TABLES
    folder = getattr(tables.module, tables.folder)

    def forget():
        for cached in tables.readers:
            cached.cache_clear()

    def read(table, old, new, reader):
        copied = shutil.copytree(folder, tmp_path / folder.name)
        text = (copied / table).read_text(encoding="utf-8")
        assert old in text
        (copied / table).write_text(text.replace(old, new, 1), encoding="utf-8")
        monkeypatch.setattr(tables.module, tables.folder, copied)
        forget()
        return reader()

    yield read
    monkeypatch.undo()
    forget()
