"""Bytes to documents: text, HTML and JSON lines, plain or compressed."""

from counterclaim.read.options import ReadOptions
from counterclaim.read.reader import from_text, read

__all__ = ["ReadOptions", "from_text", "read"]
