"""The errors Counterclaim raises, one tree drawn here at its top.

CounterclaimError
|-- InputError            one input cannot be read; the rest of the batch goes on
|   |-- UnreadableInput   missing, no permission, I/O error
|   |-- EmptyInput        nothing in it, or no report in it
|   |-- BinaryInput       not text in any encoding we can tell
|   |-- MalformedRecord   a JSON line that is not a report (names file and line)
|   |-- OversizedInput    beyond the documented bound
|   `-- SkippedInput      a file of a folder that is no report by its name: passed over
|-- ModelError            the model folder is missing, damaged or of another version
|-- TableError            a data table (bodies, parties) has a bad entry (file, line, reason)
`-- LedgerError           the ledger cannot be used
    |-- LedgerMissing     there is no file at that path
    |-- LedgerCorrupt     it is not a ledger, or it is damaged
    |-- LedgerNewer       written by a newer Counterclaim
    |-- LedgerReadOnly    it cannot be written
    |-- UnknownDocument   no document of that id
    |-- UnknownParty      no party of that name in the register, or several
    `-- UnknownDispute    no dispute of that id, or several
"""

from __future__ import annotations


class CounterclaimError(Exception):
    """Root of every error this package raises on purpose."""


class InputError(CounterclaimError):
    """One input cannot be read. `where` names the file and, where there is one, the line."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class UnreadableInput(InputError):
    """The file is missing, is not permitted, or failed while being read."""


class EmptyInput(InputError):
    """There is nothing in it, or no report in it."""


class BinaryInput(InputError):
    """The bytes are not text in any encoding we can tell."""


class MalformedRecord(InputError):
    """A JSON line that is not a report."""


class OversizedInput(InputError):
    """The input is beyond the documented bound."""


class SkippedInput(InputError):
    """A file of a folder that is no report by its name: passed over and counted, not refused."""


class ModelError(CounterclaimError):
    """The model folder is missing, damaged, or of another version."""


class TableError(CounterclaimError):
    """A data table has a bad entry. The message names file, line and reason."""


class LedgerError(CounterclaimError):
    """The ledger cannot be used."""


class LedgerMissing(LedgerError):
    """There is no ledger at that path."""


class LedgerCorrupt(LedgerError):
    """The file is not a ledger, or it is damaged."""


class LedgerNewer(LedgerError):
    """The ledger was written by a newer version of Counterclaim."""


class LedgerReadOnly(LedgerError):
    """The ledger, or the folder it lies in, cannot be written."""


class UnknownDocument(LedgerError):
    """No document of that id is in the ledger."""


class UnknownParty(LedgerError):
    """No party of that name is in the register, or several are."""


class UnknownDispute(LedgerError):
    """No dispute of that id is in the ledger, or several are."""
