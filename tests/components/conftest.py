from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.components.sample import sample_store


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("screen") / "store"
    sample_store(folder)
    return folder


@pytest.fixture(autouse=True)
def own_main_module() -> Iterator[None]:
    """Give pytest its main module back: AppTest leaves its script there, and processes started later would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
