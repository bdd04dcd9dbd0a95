"""Copies: which reports share text, which are one report, and whose report it is.

`find_copies` and `copy_clusters` are pure functions of the documents; `CopyIndex` takes documents
one at a time and gives the links as they come.
"""

from __future__ import annotations

from counterclaim.relate.copies.clusters import copy_clusters
from counterclaim.relate.copies.credits import Agencies, find_credits
from counterclaim.relate.copies.index import CopyIndex, find_copies

__all__ = ["Agencies", "CopyIndex", "copy_clusters", "find_copies", "find_credits"]
