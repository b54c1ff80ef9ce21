"""Files -> articles: plain text, Markdown with front matter, JSON lines; one module a format, listed in `READERS`."""

from data.reading.objects import ObjectPath, SourcePath
from data.reading.reader import Reader, Trouble
from data.reading.walk import READERS, find_files, read_file, read_paths

__all__ = ["READERS", "ObjectPath", "Reader", "SourcePath", "Trouble", "find_files", "read_file", "read_paths"]
