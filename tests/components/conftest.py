from __future__ import annotations

from pathlib import Path

import pytest

from tests.components.sample import sample_store


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("screen") / "store"
    sample_store(folder)
    return folder
