"""Plain text: the decoded characters as they are, line ends included."""

from __future__ import annotations

from counterclaim.read.build import Draft
from counterclaim.read.decode import Decoded, decode

READER = "text/1"


def draft(data: bytes, where: str) -> Draft:
    """The report in a file of plain text. Raises `BinaryInput`.

    A byte-order mark is not part of the text; `\\r\\n` stays as it is, so that offsets hold
    in the file as a person's editor shows it.
    """
    decoded = decode(data, where)
    return Draft(text=decoded.text, origin=where, reader=READER, metadata=encoding_notes(decoded))


def encoding_notes(decoded: Decoded) -> dict[str, str]:
    """Metadata on the encoding: nothing for plain UTF-8."""
    notes = {} if decoded.encoding == "utf-8" and not decoded.note else {"encoding": decoded.encoding}
    if decoded.note:
        notes["encoding_note"] = decoded.note
    return notes
