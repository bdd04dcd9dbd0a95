"""Time and memory of a command with its children."""

from __future__ import annotations

import sys

import pytest

from bench.processes import CommandError, measured

MEGABYTE = 1_000_000
HOLD = "import time; held = bytearray(60_000_000); time.sleep(0.3)"
IN_A_CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD!r}], check=True)"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
@pytest.mark.parametrize("code", [HOLD, IN_A_CHILD], ids=["itself", "in a child"])
def test_memory_of_the_whole_tree_is_seen(code: str) -> None:
    cost = measured([sys.executable, "-c", code])
    assert cost.seconds >= 0.3
    assert 60 * MEGABYTE < cost.peak < 150 * MEGABYTE


def test_a_failure_is_told_with_its_message() -> None:
    with pytest.raises(CommandError, match="no bridge"):
        measured([sys.executable, "-c", "raise SystemExit('no bridge')"])
