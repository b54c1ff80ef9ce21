"""Article -> event reports and rejections: a pure function of the text and the tables."""

from data.extraction.extractor import EXTRACTOR_VERSION, Extractor, extract

__all__ = ["EXTRACTOR_VERSION", "Extractor", "extract"]
