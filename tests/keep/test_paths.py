"""Where the ledger lies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from counterclaim.keep import default_path


def test_the_variable_names_the_ledger() -> None:
    assert default_path({"COUNTERCLAIM_LEDGER": "case/one.sqlite"}) == Path("case/one.sqlite")
    assert default_path({"COUNTERCLAIM_LEDGER": "~/one.sqlite"}) == Path.home() / "one.sqlite"


@pytest.mark.skipif(sys.platform != "linux", reason="the data folder of Linux")
@pytest.mark.parametrize("environment", [{}, {"COUNTERCLAIM_LEDGER": " "}])
def test_else_it_lies_in_the_data_folder(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path(environment) == tmp_path / "counterclaim" / "ledger.sqlite"
    assert list(tmp_path.iterdir()) == []


def test_asking_for_the_path_loads_no_database() -> None:
    code = "import sys, counterclaim.keep as k; k.default_path(); assert 'sqlalchemy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_package_has_no_other_names() -> None:
    import counterclaim.keep

    with pytest.raises(AttributeError, match="no attribute 'Leger'"):
        counterclaim.keep.Leger  # noqa: B018
