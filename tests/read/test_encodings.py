"""Which encoding bytes are taken to be in, and what is refused as binary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import BinaryInput
from counterclaim.read.decode import decode

CURLY = "“No,” she said of the café’s plan."
CYRILLIC = "Мэр сообщил в пятницу, что старый мост останется закрытым до весны. " * 4
WIDE = ["utf-16-le", "utf-16-be"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_comes_through(text: str) -> None:
    assert decode(text.encode(), "x").text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_no_part_of_the_text(encoding: str) -> None:
    assert decode(CURLY.encode(encoding), "x").text == CURLY


@pytest.mark.parametrize("encoding", WIDE)
def test_utf16_without_a_mark(encoding: str) -> None:
    decoded = decode(CURLY.encode(encoding), "x")
    assert decoded.text == CURLY
    assert decoded.encoding == encoding
    assert decoded.note == "no byte-order mark: judged by its bytes"


def test_english_in_one_byte_is_windows_1252() -> None:
    decoded = decode(CURLY.encode("cp1252"), "x")
    assert decoded.text == CURLY
    assert decoded.encoding == "cp1252"


def test_another_script_is_judged_by_its_bytes() -> None:
    decoded = decode(CYRILLIC.encode("cp1251"), "x")
    assert decoded.text == CYRILLIC
    assert decoded.note == "judged by its bytes"


def test_a_mixture_is_read_line_by_line() -> None:
    decoded = decode(CURLY.encode() + b"\n" + CURLY.encode("cp1252") + b"\nplain", "x")
    assert decoded.text == f"{CURLY}\n{CURLY}\nplain"
    assert decoded.note == "mixed encoding: 1 of 3 lines not UTF-8, taken as Windows-1252"


def test_bytes_that_windows_1252_lacks_show_as_replaced() -> None:
    assert decode(b"the mayor said \x81 no to the plan", "x").text == "the mayor said \ufffd no to the plan"


@pytest.mark.parametrize("declared", ["no-such-encoding", "utf-7-x", "ascii"])
def test_a_false_declaration_is_passed_over(declared: str) -> None:
    assert decode(CURLY.encode("cp1252"), "x", declared).encoding == "cp1252"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"{\\rtf1 The mayor said no.}",
        b"The mayor said\0no.",
        b"The mayor said no. " * 20_000 + b"\0",
        b"\xff\xfeT\0h\0e\0\0\0",
        b"\xff\xfeT\0h\0e",
        b"\x01\x02\x03\x04 said",
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(BinaryInput):
        decode(data, "x")
