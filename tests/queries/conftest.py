from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest

from data.store import Store
from tests.store.samples import make_extractions


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of 400 made-up articles."""
    store = Store.open(tmp_path_factory.mktemp("store"), create=True)
    store.commit(make_extractions(0, 400))
    return store


@pytest.fixture(scope="session")
def connection(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    with store.connect() as connection:
        yield connection


@pytest.fixture(scope="session")
def events(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """All events, as pandas sees them: the witness that the answers are held against."""
    frame: pd.DataFrame = connection.sql("SELECT * FROM events").to_arrow_table().to_pandas(date_as_object=False)
    return frame
