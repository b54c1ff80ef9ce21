"""What the commands of the command line share: the store's option, and examples at the end of a help text."""

from __future__ import annotations

from typing import Annotated

import typer

StoreOption = Annotated[
    str, typer.Option("--store", envvar="AMBIT_STORE", help="Folder of the store, or s3://bucket/prefix.")
]
DEFAULT_STORE = "store"


def examples(*calls: str) -> str:
    """Return calls of this program as the last lines of a help text."""
    return "\n\n".join(["[bold]Examples[/bold]", *(f"  python -m data {call}" for call in calls)])
