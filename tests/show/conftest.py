from __future__ import annotations

import io
from pathlib import Path

import pytest

from counterclaim.show.cli import main
from counterclaim.show.tools import StageLoader, Tools
from tests.contract.resolved import by_name
from tests.scripted import stages
from tests.show.running import Command, Ran


@pytest.fixture
def ledger(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's ledger will lie: not in the folder of the reports."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.sqlite"
    monkeypatch.setenv("COUNTERCLAIM_LEDGER", str(path))
    return path


@pytest.fixture
def cli(tmp_path: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in an empty folder with a ledger of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, loader: StageLoader | None = None) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        tools = Tools(
            out, err, loader or (lambda threads, tables: stages()), lambda bodies: (by_name, "by name")
        )
        return Ran(main(arguments, tools), out.getvalue(), err.getvalue())

    return run
