"""What several rooms' tests stand on."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping

import pytest

from tests.object_storage import make_bucket, served


@pytest.fixture(scope="session")
def object_storage() -> Iterator[Mapping[str, str]]:
    """Serve object storage to the whole run, and give the variables that lead to it."""
    with served() as variables:
        yield variables


@pytest.fixture
def bucket(object_storage: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Make an empty bucket that this process and those it starts find, and give its address."""
    name = f"test-{uuid.uuid4().hex[:12]}"
    make_bucket(object_storage, name)
    for variable, value in object_storage.items():
        monkeypatch.setenv(variable, value)
    return f"s3://{name}"
