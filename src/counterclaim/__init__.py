"""Counterclaim: a ledger of who says what, on whose word, and who says otherwise.

    import counterclaim

    for report in counterclaim.extract("The mayor said the bridge was open."):
        for claim in report.claims:
            print(claim.speaker, claim.attribution.act, claim.attribution.content)

    counterclaim.read("reports/")                      # into the default ledger
    with counterclaim.Ledger.open(path) as ledger:
        for claim, report in ledger.claims(counterclaim.ClaimFilter(side="Ukraine")): ...

Every name is imported when it is first used, so that `import counterclaim` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterclaim.errors import CounterclaimError as CounterclaimError
    from counterclaim.errors import InputError as InputError
    from counterclaim.errors import LedgerError as LedgerError
    from counterclaim.errors import ModelError as ModelError
    from counterclaim.keep import Ledger as Ledger
    from counterclaim.pipeline import Outcome as Outcome
    from counterclaim.pipeline import ReadOptions as ReadOptions
    from counterclaim.pipeline import Stages as Stages
    from counterclaim.pipeline import extract as extract
    from counterclaim.pipeline import read as read
    from counterclaim.show.record import record as record
    from counterclaim.types import Attribution as Attribution
    from counterclaim.types import Claim as Claim
    from counterclaim.types import ClaimFilter as ClaimFilter
    from counterclaim.types import Document as Document
    from counterclaim.types import Party as Party
    from counterclaim.types import Reading as Reading
    from counterclaim.types import Span as Span

    __version__: str

_HOMES = {
    "pipeline": ("Outcome", "ReadOptions", "Stages", "extract", "read"),
    "keep": ("Ledger",),
    "show.record": ("record",),
    "types": ("Attribution", "Claim", "ClaimFilter", "Document", "Party", "Reading", "Span"),
    "errors": ("CounterclaimError", "InputError", "LedgerError", "ModelError"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [  # noqa: RUF022 (grouped: the jobs, the store, the types, the errors)
    "extract", "read", "record", "Stages", "Outcome", "ReadOptions",
    "Ledger",
    "Attribution", "Claim", "ClaimFilter", "Document", "Party", "Reading", "Span",
    "CounterclaimError", "InputError", "LedgerError", "ModelError",
    "__version__",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name on first use (PEP 562)."""
    if name == "__version__":
        return import_module("counterclaim.pipeline").code_version()
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """This module's class: keeps `read` and `extract` the functions.

    Two subpackages bear the same names, and Python binds a subpackage to its parent whenever
    it is first imported, whoever imports it. A property outlives that; `__getattr__` alone
    would not. Import from the stages as `from counterclaim.read import ...`: the spelling
    `import counterclaim.read.html as html` walks over the attribute and meets the function.
    """

    @property
    def read(self) -> Any:
        """The function, also after `counterclaim.read` was imported as a package."""
        return __getattr__("read")

    @read.setter
    def read(self, package: ModuleType) -> None:
        """Ignore the binding of the subpackage."""

    @property
    def extract(self) -> Any:
        """The function, also after `counterclaim.extract` was imported as a package."""
        return __getattr__("extract")

    @extract.setter
    def extract(self, package: ModuleType) -> None:
        """Ignore the binding of the subpackage."""


sys.modules[__name__].__class__ = _Package
