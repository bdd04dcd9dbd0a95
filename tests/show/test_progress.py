"""Progress shows where somebody watches, and the closing sentence says what became of everything."""

from __future__ import annotations

import io

from counterclaim.errors import EmptyInput
from counterclaim.pipeline import Outcome
from counterclaim.show.progress import listening, sentence
from counterclaim.show.tools import Tools


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def listened(err: io.StringIO, *, moving: bool = True) -> str:
    with listening(Tools(io.StringIO(), err), moving=moving) as listener:
        listener.progress(Outcome(new=3, attributions=7))
        listener.refused(EmptyInput("a\x1b[2J.txt", "nothing in it"))
    assert listener.last.new == 3
    return err.getvalue()


def test_a_pipe_gets_only_the_refusals() -> None:
    assert listened(io.StringIO()) == "counterclaim: refused: a␛[2J.txt: nothing in it\n"


def test_a_terminal_gets_a_moving_line_as_well() -> None:
    text = listened(Terminal())
    assert "3 inputs · 3 new · 7 attributions" in text
    assert "refused: a␛[2J.txt" in text
    assert "\x1b[2J" not in text


def test_nothing_moves_when_the_output_itself_goes_to_the_terminal() -> None:
    assert listened(Terminal(), moving=False) == "counterclaim: refused: a␛[2J.txt: nothing in it\n"


def test_the_sentence_leaves_out_what_did_not_happen() -> None:
    assert sentence(Outcome(new=1, attributions=1)) == "1 input · 1 new · 1 attribution"
    whole = Outcome(
        new=1200, present=2, skipped={"language de": 1, "language fr": 3}, passed=1, refused=1, unfinished=4
    )
    assert sentence(whole) == (
        "1,212 inputs · 1,200 new · 2 already there · 4 skipped (language de 1, language fr 3) · "
        "1 passed over · 1 refused · 4 unfinished · 0 attributions"
    )


def test_waiting_shows_on_a_terminal_only() -> None:
    for err, told in ((io.StringIO(), False), (Terminal(), True)):
        with Tools(io.StringIO(), err).waiting("building the register"):
            pass
        assert ("building the register" in err.getvalue()) is told
