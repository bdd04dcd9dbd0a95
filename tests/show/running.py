"""What a run of the command line gives, in the tests."""

from __future__ import annotations

from collections.abc import Callable


class Ran:
    """What one run of the command gave."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Command = Callable[..., Ran]
