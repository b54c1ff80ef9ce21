"""Opening files that nobody has looked at: what is refused before a byte of text is read.

Only regular files are read. A named pipe or a device is opened without waiting and refused, so that nothing
can hang. A file that is one article may hold `MAX_ARTICLE_BYTES`; of a longer one no more than that is read.
"""

from __future__ import annotations

import os
import stat
from typing import BinaryIO

from data.reading.objects import ObjectError, ObjectPath, SourcePath
from data.reading.reader import Refusal

HEAD_BYTES = 4_096
MAX_ARTICLE_BYTES = 16_000_000  # a report of a thousand pages is 3 MB; beyond this it is a dump, not an article

_KINDS = (
    (stat.S_ISDIR, "a folder where a file was expected"),
    (stat.S_ISFIFO, "a named pipe, not a file; save its output to a file first"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
)


def open_regular(path: SourcePath) -> BinaryIO:
    """Open a regular file for reading bytes; raise `Refusal` for anything else, `OSError` where the system does."""
    if isinstance(path, ObjectPath):
        return path.open()
    # Without O_NONBLOCK the open itself would wait for somebody to write into a pipe.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        refuse_special(os.fstat(descriptor).st_mode)
    except Refusal:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "rb")


def refuse_special(mode: int) -> None:
    """Raise `Refusal` unless the mode is that of a regular file."""
    for is_kind, reason in _KINDS:
        if is_kind(mode):
            raise Refusal(reason)
    if not stat.S_ISREG(mode):
        raise Refusal("not a regular file")


def read_head(path: SourcePath) -> bytes:
    """Return the first bytes of a regular file; raises as `open_regular`."""
    with open_regular(path) as file:
        return file.read(HEAD_BYTES)


def read_article_bytes(path: SourcePath) -> bytes:
    """Return the bytes of a file that holds one article; raise `Refusal` when it is empty or too long."""
    with open_regular(path) as file:
        data = file.read(MAX_ARTICLE_BYTES + 1)
        size = path.size if isinstance(path, ObjectPath) else os.fstat(file.fileno()).st_size
    if not data:
        raise Refusal("empty file")
    if len(data) > MAX_ARTICLE_BYTES:
        raise Refusal(
            f"{max(size, len(data)):,} bytes are too long for one article (limit {MAX_ARTICLE_BYTES:,}); "
            "split it, or give many articles as JSON lines"
        )
    return data


def system_reason(error: OSError) -> str:
    """Say in one phrase why the system would not give the file."""
    if isinstance(error, ObjectError):
        return str(error)
    known = {
        FileNotFoundError: "no such file or folder",
        PermissionError: "no permission to read it",
    }
    return known.get(type(error)) or (error.strerror or "cannot be read").lower()
