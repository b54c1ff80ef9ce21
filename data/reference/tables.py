"""Strict reading of the TOML tables in seeds/: a row is right in every key, or the program says what is wrong.

The frozen dataclass of a row is its schema: its field names are the keys, its annotations the types, a field
with a default is a key that may be left out. A file holds either one record, or an array of tables of one kind
(`[[country]]`), each with a key of its own.

Refused, each with one line `table, where: what; what to do`: unknown and missing keys, wrong types, blank
strings, an entry listed twice, a key used twice, a reference to a row that is not there, TOML that does not parse.

Types that a field may have: str, int, float, bool, date, a StrEnum, another such dataclass, `tuple[X, ...]`,
`Mapping[str, X]`, `X | None` (None only by leaving the key out).
"""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

Row = TypeVar("Row")
Reader = Callable[[object, str], Any]
"""A reader takes a TOML value and the words for where it stands, and returns the field's value."""


class TableError(Exception):
    """A table in seeds/ is wrong: one line with where, what, and what to do."""


def read_record(path: Path, row_type: type[Row]) -> Row:
    """Read a file that is one record of `row_type`."""
    record: Row = _record_reader(row_type)(_load(path), table_name(path))
    return record


def read_records(path: Path, kind: str, row_type: type[Row], *, key: str) -> Mapping[str, Row]:
    """Read a file that is one array of tables, `[[kind]]`: each row by its attribute `key`, in the file's order."""
    table = table_name(path)
    document = _load(path)
    for name in document:
        if name != kind:
            raise TableError(f'{table}: unknown table "{name}"; each row begins with [[{kind}]]')
    entries = document.get(kind, [])
    if not isinstance(entries, list) or not entries:
        raise TableError(f"{table}: no rows; each row begins with [[{kind}]]")
    read = _record_reader(row_type)
    rows: dict[str, Row] = {}
    for number, entry in enumerate(entries, start=1):
        where = f"{table}, {_row_name(kind, entry, key, number)}"
        row = read(entry, where)
        identifier = str(getattr(row, key))
        if identifier in rows:
            raise TableError(f"{where}: {key} is used by an earlier row; keep one of them")
        rows[identifier] = row
    return MappingProxyType(rows)


def require_known(where: str, field: str, values: Iterable[str], known: Collection[str], *, listed_in: str) -> None:
    """Raise TableError when one of `values` is not in `known`; `listed_in` tells where known values stand."""
    for value in values:
        if value not in known:
            raise TableError(f'{where}: unknown {field} "{value}"; {_advice(value, known, f"add it to {listed_in}")}')


def table_name(path: Path) -> str:
    """Return the name that errors use for a table: its path from the folder that holds seeds/."""
    resolved = path.resolve()
    return str(resolved.relative_to(SEEDS.parent)) if resolved.is_relative_to(SEEDS.parent) else path.name


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TableError(f"{table_name(path)}: there is no such file; restore it from the repository") from None
    except UnicodeDecodeError as error:
        raise TableError(f"{table_name(path)}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"{table_name(path)}: {error}; mend the TOML there") from None


def _row_name(kind: str, entry: object, key: str, number: int) -> str:
    name = entry.get(key, entry.get("name")) if isinstance(entry, dict) else None
    return f'{kind} "{name}"' if isinstance(name, str) and name else f"{kind} number {number}"


def _record_reader(row_type: Any) -> Reader:  # noqa: ANN401 (mypy has no name for the type of a dataclass)
    """Return the reader of one dataclass; its annotations are read here, once for all rows."""
    hints = get_type_hints(row_type)
    fields = dataclasses.fields(row_type)
    readers = {field.name: _reader(hints[field.name], field.name) for field in fields}
    needed = [field.name for field in fields if _is_needed(field)]

    def read(value: object, where: str) -> object:
        if not isinstance(value, dict):
            raise TableError(f"{where}: is {_kind_of(value)}; use a table with {_listing(readers)}")
        for name in value:
            if name not in readers:
                raise TableError(f'{where}: unknown key "{name}"; {_advice(name, readers, "leave it out")}')
        for name in needed:
            if name not in value:
                raise TableError(f'{where}: missing key "{name}"; add it')
        return row_type(**{name: readers[name](entry, where) for name, entry in value.items()})

    return read


def _is_needed(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _reader(annotation: object, name: str) -> Reader:
    """Return the reader of one field by its annotation."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        return _reader(inner, name)
    if origin is tuple:
        return _tuple_reader(arguments[0], name)
    if origin is Mapping or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return _mapping_reader(arguments[1], name)
    if isinstance(annotation, type) and dataclasses.is_dataclass(annotation):
        return _nested_reader(annotation, name)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return _enum_reader(annotation, name)
    return _plain_reader(annotation, name)


def _tuple_reader(annotation: object, name: str) -> Reader:
    read_entry = _reader(annotation, name)

    def read(value: object, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TableError(f"{where}: {name} is {_kind_of(value)}; use a list")
        entries = tuple(read_entry(entry, where) for entry in value)
        if len(entries) > 1 and isinstance(entries[0], str) and len(set(entries)) < len(entries):
            twice = next(entry for entry in entries if entries.count(entry) > 1)
            raise TableError(f'{where}: {name} lists "{twice}" twice; keep one of them')
        return entries

    return read


def _mapping_reader(annotation: object, name: str) -> Reader:
    read_entry = _reader(annotation, name)

    def read(value: object, where: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise TableError(f"{where}: {name} is {_kind_of(value)}; use a table")
        return MappingProxyType({key: read_entry(entry, f"{where}, {name} {key}") for key, entry in value.items()})

    return read


def _nested_reader(annotation: type[Any], name: str) -> Reader:
    read_row = _record_reader(annotation)
    first = dataclasses.fields(annotation)[0].name

    def read(value: object, where: str) -> object:
        title = value.get(first) if isinstance(value, dict) else None
        return read_row(value, f'{where}, {name} "{title}"' if title else f"{where}, {name}")

    return read


def _enum_reader(annotation: type[StrEnum], name: str) -> Reader:
    members = {member.value: member for member in annotation}

    def read(value: object, where: str) -> StrEnum:
        if not isinstance(value, str) or value not in members:
            raise TableError(f'{where}: unknown {name} "{value}"; use {_listing(members)}')
        return members[value]

    return read


def _plain_reader(annotation: object, name: str) -> Reader:
    words = {str: "a string", int: "a whole number", float: "a number", bool: "true or false", date: "a date"}
    if not isinstance(annotation, type) or annotation not in words:
        raise TypeError(f"field {name}: no table can hold {annotation!r}")
    accepted = (int, float) if annotation is float else (annotation,)

    def read(value: object, where: str) -> object:
        # Python counts a truth value as a whole number and a time as a date; a table does not.
        is_other = (isinstance(value, bool) and annotation is not bool) or isinstance(value, datetime)
        if is_other or not isinstance(value, accepted):
            raise TableError(f"{where}: {name} is {_kind_of(value)}; use {words[annotation]}")
        if annotation is str and not str(value).strip():
            raise TableError(f"{where}: {name} is blank; fill it in or leave the key out")
        return float(value) if annotation is float and isinstance(value, int) else value

    return read


def _kind_of(value: object) -> str:
    names = {str: "a string", int: "a whole number", float: "a number", bool: "true or false", list: "a list"}
    return names.get(type(value), "a table" if isinstance(value, dict) else "a date or time")


def _listing(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def _advice(wrong: str, known: Collection[str], otherwise: str) -> str:
    """Say which known names are meant by a wrong one, or what to do when none is like it."""
    close = difflib.get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    if close:
        return f'use "{close[0]}"'
    return f"use {_listing(known)}" if 0 < len(known) <= 12 else otherwise
