"""What every test may use: the shared folder, a browser, and a loud word about what was skipped.

Tests marked `shared` need the folder of corpora that lies beside a clone (../shared, or wherever
COUNTERCLAIM_SHARED points); tests marked `browser` need a Chromium. Without them they are skipped,
and the closing summary says so. `--strict-shared` and `--strict-browser` (used by .ci/run where the
things are known to be there) turn such a skip into a failure, so that a check cannot fall silent.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from bench.corpora import ROOT, shared_folder

# The suites are no test modules themselves; without this their failures would show no values.
pytest.register_assert_rewrite("tests.contract.store", "tests.contract.resolved")

NEEDS = {"shared": "the shared folder", "browser": "a Chromium"}


def chromium_path() -> str | None:
    """The Chromium on this machine, if there is one."""
    named = (os.environ.get("COUNTERCLAIM_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in named if name and (found := shutil.which(name))), None)


def missing(need: str) -> str | None:
    """Why tests marked `need` cannot run here, or None when they can."""
    if need == "shared" and not shared_folder().is_dir():
        return f"no shared folder at {shared_folder()}"
    if need == "browser" and chromium_path() is None:
        return "no Chromium on the path"
    return None


def pytest_addoption(parser: pytest.Parser) -> None:
    for need, what in NEEDS.items():
        parser.addoption(
            f"--strict-{need}", action="store_true", help=f"a test that skips for want of {what} fails"
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for need in NEEDS:
        if reason := missing(need):
            for item in items:
                if item.get_closest_marker(need):
                    item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a skipped test whose need is declared to be there."""
    report = yield
    for need, what in NEEDS.items():
        if (
            report.skipped
            and not hasattr(report, "wasxfail")
            and item.get_closest_marker(need)
            and item.config.getoption(f"--strict-{need}")
        ):
            report.outcome = "failed"
            report.longrepr = (
                f"{item.nodeid} was skipped, but --strict-{need} says that {what} is there: {report.longrepr}"
            )
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name every skipped test, so that nobody takes a skip for a pass."""
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    terminalreporter.section("NOT RUN", sep="!", yellow=True, bold=True)
    for report in skipped:
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.line(f"{report.nodeid}: {reason}", yellow=True)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of small reports written for this project."""
    return ROOT / "examples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder; mark tests that use it with `pytest.mark.shared`."""
    if reason := missing("shared"):
        pytest.skip(reason)
    return shared_folder()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; mark tests that use it with `pytest.mark.browser`."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium on the path")
    return path
