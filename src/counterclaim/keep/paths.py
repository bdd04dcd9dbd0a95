"""Where the ledger lies when nobody says otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

ENVIRONMENT_VARIABLE = "COUNTERCLAIM_LEDGER"


def default_path(environment: Mapping[str, str] = os.environ) -> Path:
    """The file named by COUNTERCLAIM_LEDGER, else `ledger.sqlite` in the user's data folder.

    The data folder is the one the platform prescribes ($XDG_DATA_HOME/counterclaim on Linux).
    Nothing is created. An empty variable counts as unset.
    """
    named = environment.get(ENVIRONMENT_VARIABLE, "").strip()
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("counterclaim", appauthor=False) / "ledger.sqlite"
