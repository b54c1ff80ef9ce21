from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest

from data.model import Action
from data.store import Request, Store
from tests.store.samples import make_extractions


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of 400 made-up articles, with some events that a reviewer rejected."""
    store = Store.open(tmp_path_factory.mktemp("store"), create=True)
    store.commit(make_extractions(0, 400))
    with store.connect() as connection:
        found = connection.sql("SELECT event_id FROM events ORDER BY event_id LIMIT 3").fetchall()
    for (event_id,) in found:
        store.review(Request(action=Action.REJECT, reviewer="Ada", event_ids=(event_id,), reason="made up"))
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
