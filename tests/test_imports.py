"""The house's order: which room may import from which (docs/architecture.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Room -> the project's other rooms that it may import from.
TABLES = {"data.model", "data.reference"}
ANSWERS = TABLES | {"data.store", "data.queries"}
FIGURES = TABLES | {"data.queries", "components.theme", "components.escape", "components.figures"}
WIDGETS = FIGURES | ANSWERS | {"components.briefing", "components.source", "components.style", "components.widgets"}
MAY_IMPORT = {
    "data.model": set(),
    "data.objects": set(),
    "data.records": {"data.model"},
    "data.explain": TABLES,
    "data.reference": {"data.model"},
    "data.reading": TABLES | {"data.objects"},
    "data.extraction": TABLES,
    "data.linking": TABLES,
    "data.store": TABLES | {"data.linking", "data.objects"},
    "data.queries": ANSWERS | {"data.linking"},
    "data.options": set(),
    "data.review": {"data.model", "data.options", "data.store", "data.queries"},
    "data.versions": {"data.store", "data.queries"},
    "data.loader": {"data.model", "data.reading", "data.extraction", "data.store"},
    "data.__main__": ANSWERS
    | {"data.reading", "data.extraction", "data.records", "data.explain", "data.loader", "data.versions"}
    | {"data.options", "data.review"},
    "components.escape": set(),
    "components.theme": TABLES,
    "components.figures": FIGURES,
    "components.briefing": FIGURES,
    "components.source": FIGURES | ANSWERS,
    "components.style": {"components.theme"},
    "components.widgets": WIDGETS,
    "components.pages": WIDGETS,
}

# Libraries that only some rooms may use.
ONLY_IN = {
    "streamlit": {"components.source", "components.style", "components.widgets", "components.pages"},
    "plotly": {"components.figures"},
    "pydeck": {"components.figures"},
    "matplotlib": {"components.figures", "components.briefing"},
    "spacy": {"data.extraction"},
    "deltalake": {"data.store"},
    "obstore": {"data.objects", "data.store", "data.reading"},
    "duckdb": {"data.store", "data.queries", "components.source"},
    "distributed": {"data.loader"},
}


def room_of(module: str) -> str:
    """Return the room of a dotted module name: data.store.tables -> data.store."""
    return ".".join(module.split(".")[:2])


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            in_package = module in ("data", "components")
            yield from (f"{module}.{alias.name}" for alias in node.names) if in_package else (module,)


MODULES = sorted(
    path
    for room in ("data", "components")
    for path in (ROOT / room).rglob("*.py")
    if path.parent != ROOT / room or path.stem != "__init__"
)


def test_the_rooms_are_all_known() -> None:
    rooms = {room_of(module_name(path)) for path in MODULES}
    assert rooms == set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(module_name(path))
    ours = {room_of(name) for name in imported_modules(path) if name.split(".")[0] in ("data", "components", "app")}
    assert ours - {room} <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    room = room_of(module_name(path))
    libraries = {name.split(".")[0] for name in imported_modules(path)}
    wrong = {name for name in libraries & set(ONLY_IN) if room not in ONLY_IN[name]}
    assert not wrong


def test_extraction_knows_no_file_store_or_clock() -> None:
    modules = [path for path in MODULES if room_of(module_name(path)) == "data.extraction"]
    assert len(modules) > 5
    for path in modules:
        calls = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert not calls & {"now", "today", "utcnow"}, path
