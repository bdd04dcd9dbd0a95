"""The way of the data: read -> extract -> resolve -> relate -> keep. Only this package knows the order."""

from __future__ import annotations

from counterclaim.pipeline.documents import (
    Batch,
    Extractor,
    Inputs,
    Listener,
    Outcome,
    Resolver,
    RunOptions,
    Stages,
    code_version,
    extract,
    ingest,
    open_inputs,
    read,
    readings,
    reports,
)
from counterclaim.pipeline.sets import compare, copies, disputes, origins, pair_model, registrar
from counterclaim.read.options import ReadOptions

__all__ = [
    "Batch",
    "Extractor",
    "Inputs",
    "Listener",
    "Outcome",
    "ReadOptions",  # for callers, who know no stage
    "Resolver",
    "RunOptions",
    "Stages",
    "code_version",
    "compare",
    "copies",
    "disputes",
    "extract",
    "ingest",
    "open_inputs",
    "origins",
    "pair_model",
    "read",
    "readings",
    "registrar",
    "reports",
]
