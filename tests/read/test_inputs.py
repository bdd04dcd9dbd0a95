"""What `read` makes of whole inputs: formats, folders, standard input, compression, bad input."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import lzma
import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import (
    BinaryInput,
    CounterclaimError,
    EmptyInput,
    InputError,
    MalformedRecord,
    OversizedInput,
    SkippedInput,
    UnreadableInput,
)
from counterclaim.read import ReadOptions, from_text, read
from counterclaim.types import Document

REPORT = (
    "The harbour master of Port Ellis said on Friday that the old bridge would stay closed. "
    '"We found cracks in two piers," she told reporters. The ferry company denied that it had asked '
    "for the closure, and the council said it would publish the engineers' findings next week."
)
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}


def read_bytes(data: bytes, **options: object) -> list[Document | InputError]:
    return list(read(["-"], ReadOptions(**options), io.BytesIO(data)))  # type: ignore[arg-type]


def one(data: bytes, **options: object) -> Document:
    (item,) = read_bytes(data, **options)
    assert isinstance(item, Document), item
    return item


def refused(data: bytes, **options: object) -> InputError:
    (item,) = read_bytes(data, **options)
    assert isinstance(item, InputError), item
    return item


def lines(*records: object) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


class TestPlainText:
    def test_the_text_is_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "bridge.txt"
        path.write_text(REPORT, encoding="utf-8")
        (document,) = read([path])
        assert isinstance(document, Document)
        assert document.text == REPORT
        assert document.language == "en"
        assert document.skipped is None
        assert document.origin == str(path)
        assert document.name is None
        assert document.published is None
        assert document.id == Document.digest(None, REPORT)

    def test_line_ends_are_kept(self) -> None:
        assert one(b"The mayor said no.\r\nThe council said yes.\r\n").text == (
            "The mayor said no.\r\nThe council said yes.\r\n"
        )

    def test_options_fill_what_the_input_does_not_state(self) -> None:
        day = dt.date(2022, 3, 2)
        document = one(REPORT.encode(), published=day, outlet="Harbour Post", url="https://harbour.example/1")
        assert (document.published, document.outlet) == (day, "Harbour Post")
        assert document.id == Document.digest("https://harbour.example/1", REPORT)

    def test_the_same_bytes_read_twice_make_one_document(self, tmp_path: Path) -> None:
        for name in ("a.txt", "b.md"):
            (tmp_path / name).write_text(REPORT, encoding="utf-8")
        first, second = read([tmp_path])
        assert isinstance(first, Document)
        assert isinstance(second, Document)
        assert first.id == second.id

    def test_a_text_without_a_full_stop(self) -> None:
        assert one(b"the mayor said that the bridge is closed").text.endswith("closed")

    def test_a_line_of_a_million_characters(self) -> None:
        text = "the mayor said that " * 50_000
        assert one(text.encode()).text == text

    def test_from_text_does_the_same_in_memory(self) -> None:
        assert from_text(REPORT).id == one(REPORT.encode()).id


class TestJsonLines:
    RECORD: ClassVar = {
        "id": "r1",
        "outlet": "harbour.example",
        "published": "2022-03-02",
        "url": "https://harbour.example/1",
        "title": "Bridge closed",
        "text": REPORT,
    }

    def test_every_field_finds_its_place(self) -> None:
        document = one(lines({**self.RECORD, "author": "Ann Example", "desk": "news"}))
        assert document.name == "r1"
        assert document.outlet == "harbour.example"
        assert document.published == dt.date(2022, 3, 2)
        assert document.url == "https://harbour.example/1"
        assert document.title == "Bridge closed"
        assert document.byline == "Ann Example"
        assert document.metadata["desk"] == "news"
        assert document.origin == "<stdin>:1"

    def test_the_stated_outlet_and_date_go_before_the_options(self) -> None:
        document = one(lines(self.RECORD), published=dt.date(1999, 1, 1), outlet="other")
        assert (document.published, document.outlet) == (dt.date(2022, 3, 2), "harbour.example")

    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
    def test_the_text_comes_through_exactly(self, text: str) -> None:
        (item,) = read_bytes(lines({"text": text}), identify_language=False)
        if text.isspace():
            assert isinstance(item, EmptyInput)
        else:
            assert isinstance(item, Document)
            assert item.text == text

    def test_a_bad_line_is_named_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        path = tmp_path / "feed.jsonl"
        path.write_bytes(lines({"text": REPORT}) + b'{"text": "cut o\n\n' + lines({"text": REPORT + " End."}))
        first, bad, last = read([path])
        assert isinstance(first, Document)
        assert isinstance(bad, MalformedRecord)
        assert bad.where == f"{path}:2"
        assert isinstance(last, Document)
        assert last.origin == f"{path}:4"

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            (b"[1, 2]", "not a JSON object"),
            (b'"text"', "not a JSON object"),
            (b'{"title": "Bridge"}', '"text" is missing'),
            (b'{"text": 7}', '"text" is not a string'),
            (b'{"text": "A said.", "id": [1]}', '"id" is neither a string nor a whole number'),
            (b'{"text": "A \\ud800 said."}', "a lone surrogate in a string"),
            (b'{"text": "A \\u0000 said."}', "a NUL character in a string"),
            (b'{"text": "A said.", "note": {"deep": ["\\udfff"]}}', "a lone surrogate in a string"),
            (b'{"text": "A said.", "n": NaN}', "not JSON (NaN is no JSON number)"),
            (b'{"text": "A said.", "n": ' + b"[" * 99_999 + b"}", "nested too deeply"),
            (b'{"text": "A said.", "n": ' + b"[" * 80 + b"]" * 80 + b"}", "nested too deeply"),
        ],
    )
    def test_what_is_no_report_is_refused_with_a_reason(
        self, tmp_path: Path, line: bytes, reason: str
    ) -> None:
        path = tmp_path / "feed.ndjson"
        path.write_bytes(line)
        (error,) = read([path])
        assert isinstance(error, MalformedRecord)
        assert error.reason == reason

    def test_escaped_pairs_of_surrogates_are_one_character(self) -> None:
        assert one(b'{"text": "\\ud83d\\ude00 she said"}').text == "\U0001f600 she said"

    def test_an_empty_text_is_an_empty_input(self) -> None:
        assert isinstance(refused(lines({"text": " \n"})), EmptyInput)

    @pytest.mark.parametrize(
        "value", ["2022-13-40", "yesterday", "9999-01-01", 1646179200, "1970-01-01T00:00:00Z"]
    )
    def test_a_bad_date_stays_unknown_and_is_kept_as_stated(self, value: object) -> None:
        document = one(lines({"text": REPORT, "published": value}), published=dt.date(2000, 1, 1))
        assert document.published is None
        assert document.metadata["published"] == value

    def test_known_fields_of_another_type_are_metadata(self) -> None:
        document = one(lines({"text": REPORT, "outlet": {"name": "Post"}, "id": 12}))
        assert document.outlet is None
        assert document.metadata["outlet"] == {"name": "Post"}
        assert document.name == "12"

    def test_a_line_in_another_encoding_is_taken_as_windows_1252(self) -> None:
        document = one('{"text": "The café’s owner said no."}'.encode("cp1252"))
        assert document.text == "The café’s owner said no."
        assert document.metadata["encoding"] == "cp1252"

    def test_utf16_with_a_mark(self) -> None:
        records = '{"text": "The mayor said no."}\n{"text": "The council said yes."}\n'
        texts = [item.text for item in read_bytes(records.encode("utf-16")) if isinstance(item, Document)]
        assert texts == ["The mayor said no.", "The council said yes."]

    def test_a_record_beyond_the_bound_is_refused_and_the_next_is_read(self) -> None:
        big, small = read_bytes(lines({"text": "x" * 5000}, {"text": "She said no."}), max_bytes=1000)
        assert isinstance(big, OversizedInput)
        assert big.where == "<stdin>:1"
        assert isinstance(small, Document)
        assert small.origin == "<stdin>:2"


class TestJsonFiles:
    """`.json`: one record a line, one object over several lines, or an array of objects."""

    @pytest.mark.parametrize(
        ("content", "origins"),
        [
            ('{"text": "She said no."}', [":1"]),
            ('{"text": "She said no."}\n{"text": "He said yes."}\n', [":1", ":2"]),
            ('{\n  "text": "She said no."\n}\n', [""]),
            ('[{"text": "She said no."},\n {"text": "He said yes."}]', ["[1]", "[2]"]),
        ],
    )
    def test_layouts(self, tmp_path: Path, content: str, origins: list[str]) -> None:
        path = tmp_path / "report.json"
        path.write_text(content, encoding="utf-8")
        documents = list(read([path]))
        assert [item.origin for item in documents if isinstance(item, Document)] == [
            f"{path}{origin}" for origin in origins
        ]

    def test_a_malformed_first_line_does_not_hide_the_second(self, tmp_path: Path) -> None:
        path = tmp_path / "report.json"
        path.write_text('{"text": "cut\n{"text": "She said no."}\n', encoding="utf-8")
        bad, good = read([path])
        assert isinstance(bad, MalformedRecord)
        assert isinstance(good, Document)

    def test_a_malformed_element_of_an_array_does_not_hide_the_others(self) -> None:
        bad, good = read_bytes(b'[7, {"text": "She said no."}]', format="jsonl")
        assert isinstance(bad, MalformedRecord)
        assert isinstance(good, Document)


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bridge closed - Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Ann Example">
{date}<link rel="canonical" href="https://harbour.example/news/bridge"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Bridge closed</h1>
<p>The harbour master of Port Ellis said on Friday that the old bridge would stay closed all winter.</p>
<p>“We found cracks in two piers,” she told reporters on the quay. &#0;&#xD800;</p>
<p>The café owners’ union denied that it had asked for the closure of the bridge on 3 May 2019.</p>
</article><footer>Copyright 2021 Harbour Post</footer></body></html>"""
DATED = PAGE.format(date='<meta property="article:published_time" content="2022-03-02T10:00:00Z">')


class TestHtml:
    def test_the_article_and_what_the_page_states(self) -> None:
        document = one(DATED.encode())
        assert "said on Friday that the old bridge would stay closed all winter." in document.text
        assert "World" not in document.text
        assert document.title == "Bridge closed"
        assert document.outlet == "Harbour Post"
        assert document.byline == "Ann Example"
        assert document.url == "https://harbour.example/news/bridge"
        assert document.published == dt.date(2022, 3, 2)
        assert document.reader.startswith("html/1 trafilatura/")
        assert len(document.metadata["page_sha256"]) == 64

    def test_no_date_is_made_up_from_the_text_or_the_footer(self) -> None:
        assert one(PAGE.format(date="").encode()).published is None

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_marked_encodings(self, encoding: str) -> None:
        assert "café owners’ union" in one(DATED.encode(encoding)).text

    def test_a_declared_encoding(self) -> None:
        page = DATED.replace("<head>", '<head><meta charset="windows-1250">').encode("windows-1250")
        document = one(page)
        assert "café owners’ union" in document.text
        assert document.metadata["encoding"] == "windows-1250"

    def test_characters_that_cannot_be_kept_do_not_get_in(self) -> None:
        text = one(DATED.encode()).text
        assert "\0" not in text
        text.encode("utf-8")

    @pytest.mark.parametrize(
        "page",
        [
            "<html></html>",
            "<!doctype html>",
            "<html><title>Home</title><body><nav><a href=/>Home</a><a href=/w>World</a></nav></body></html>",
            "<html><body>" + "<div>" * 20_000 + "</body></html>",
        ],
    )
    def test_a_page_without_an_article(self, page: str) -> None:
        error = refused(page.encode())
        assert isinstance(error, EmptyInput)
        assert error.reason == "no article in the HTML page"

    def test_a_page_of_too_many_tags(self) -> None:
        assert isinstance(refused(b"<html><body>" + b"<p>She said no." * 100_001), OversizedInput)

    def test_nothing_is_printed_about_bad_pages(self, capfd: pytest.CaptureFixture[str]) -> None:
        read_bytes(b"<html></html>")
        assert capfd.readouterr() == ("", "")


class TestCompressed:
    @pytest.mark.parametrize("suffix", COMPRESSORS)
    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.txt", REPORT), ("a.jsonl", json.dumps({"text": REPORT})), ("a.html", DATED)],
    )
    def test_each_format_in_each_compression(
        self, tmp_path: Path, suffix: str, name: str, content: str
    ) -> None:
        plain, packed = tmp_path / name, tmp_path / (name + suffix)
        plain.write_text(content, encoding="utf-8")
        packed.write_bytes(COMPRESSORS[suffix](content.encode()))
        first, second = read([plain, packed])
        assert isinstance(first, Document)
        assert isinstance(second, Document)
        assert first.text == second.text
        assert first.id == second.id

    @pytest.mark.parametrize("suffix", COMPRESSORS)
    def test_several_members_are_one_file(self, suffix: str) -> None:
        half = len(REPORT) // 2
        pack = COMPRESSORS[suffix]
        assert one(pack(REPORT[:half].encode()) + pack(REPORT[half:].encode())).text == REPORT

    @pytest.mark.parametrize("suffix", COMPRESSORS)
    def test_a_truncated_file_keeps_whole_records_and_says_so(self, suffix: str) -> None:
        records = [{"text": f"{n}. {os.urandom(40).hex()} she said."} for n in range(3000)]
        packed = COMPRESSORS[suffix](lines(*records))
        *documents, error = read_bytes(packed[: len(packed) * 9 // 10], identify_language=False)
        assert isinstance(error, UnreadableInput)
        assert "truncated" in error.reason
        texts = [item.text for item in documents if isinstance(item, Document)]
        assert texts == [record["text"] for record in records][: len(texts)]
        assert len(texts) == len(documents)

    @pytest.mark.parametrize("suffix", COMPRESSORS)
    def test_damage_is_told(self, suffix: str) -> None:
        packed = COMPRESSORS[suffix](REPORT.encode())
        assert isinstance(refused(packed + b"garbage after the end"), UnreadableInput)
        middle = len(packed) // 2
        assert isinstance(refused(packed[:middle] + b"\xff" * 8 + packed[middle + 8 :]), InputError)

    @pytest.mark.parametrize("suffix", COMPRESSORS)
    @pytest.mark.parametrize("start", [b"", b'{"text": "'])
    def test_a_decompression_bomb_in_one_record(self, suffix: str, start: bytes) -> None:
        *_, error = read_bytes(COMPRESSORS[suffix](start + b"a " * 4_000_000), max_bytes=1_000_000)
        assert isinstance(error, OversizedInput)

    @pytest.mark.parametrize("suffix", COMPRESSORS)
    def test_a_decompression_bomb_of_many_records(self, suffix: str) -> None:
        bomb = COMPRESSORS[suffix](lines({"text": "She said no. " * 500}) * 1000)
        *documents, error = read_bytes(bomb, max_bytes=1_000_000, identify_language=False)
        assert isinstance(error, OversizedInput)
        assert "unpacks to over" in error.reason
        assert len(documents) < 1000

    def test_compressed_twice(self) -> None:
        assert isinstance(refused(gzip.compress(gzip.compress(REPORT.encode()))), BinaryInput)

    def test_the_name_may_lie(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt.gz"
        path.write_text(REPORT, encoding="utf-8")
        (document,) = read([path])
        assert isinstance(document, Document)
        assert document.text == REPORT


class TestFolders:
    def test_sorted_with_a_reason_for_what_is_passed_over(self, tmp_path: Path) -> None:
        for name in ("b/two.txt", "a.txt", "c.HTML", ".hidden/x.txt", ".x.txt", "picture.png", "LICENSE"):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(DATED if name.endswith("HTML") else REPORT + name, encoding="utf-8")
        items = list(read([tmp_path]))
        documents = [Path(item.origin).name for item in items if isinstance(item, Document)]
        skipped = {Path(item.where).name: item.reason for item in items if isinstance(item, SkippedInput)}
        assert documents == ["a.txt", "two.txt", "c.HTML"]
        assert skipped == {
            ".hidden": "hidden",
            ".x.txt": "hidden",
            "LICENSE": "no report by its extension (none)",
            "picture.png": "no report by its extension (.png)",
        }
        assert len(items) == len(documents) + len(skipped)

    def test_a_folder_without_reports(self, tmp_path: Path) -> None:
        (tmp_path / "notes.docx").write_bytes(b"PK\x03\x04")
        skipped, error = read([tmp_path])
        assert isinstance(skipped, SkippedInput)
        assert isinstance(error, EmptyInput)
        assert error.reason == "no report in this folder (1 passed over)"

    def test_links_and_pipes_are_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
        os.mkfifo(tmp_path / "pipe.txt")
        gone, loop, pipe = read([tmp_path])
        assert isinstance(gone, UnreadableInput)
        assert isinstance(loop, SkippedInput)
        assert isinstance(pipe, SkippedInput)

    def test_a_file_name_that_is_not_utf8(self, tmp_path: Path) -> None:
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
        path.write_text(REPORT, encoding="utf-8")
        (document,) = read([tmp_path])
        assert isinstance(document, Document)
        document.origin.encode("utf-8")


class TestStandardInput:
    def test_the_format_is_told_by_the_content(self) -> None:
        assert one(REPORT.encode()).reader == "text/1"
        assert one(lines({"text": REPORT})).reader == "jsonl/1"
        assert one(DATED.encode()).reader.startswith("html/1")

    def test_the_format_may_be_set(self) -> None:
        assert one(DATED.encode(), format="text").text == DATED
        assert isinstance(refused(REPORT.encode(), format="jsonl"), MalformedRecord)

    def test_a_text_that_begins_with_a_bracket_or_an_angle(self) -> None:
        assert one(b"[Updated] The mayor said no.").reader == "text/1"
        assert one(b"<3 she said, was her answer to the mayor.").reader == "text/1"

    def test_among_files(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(REPORT, encoding="utf-8")
        documents = list(read([path, "-"], stdin=io.BytesIO(b"The mayor said no.")))
        assert [item.origin for item in documents if isinstance(item, Document)] == [str(path), "<stdin>"]


class TestBadInput:
    @pytest.mark.parametrize(
        ("data", "error"),
        [
            (b"", EmptyInput),
            (b" \r\n\t ", EmptyInput),
            (b"\xef\xbb\xbf", EmptyInput),
            (b"%PDF-1.7 and so on", BinaryInput),
            (b"PK\x03\x04 and so on", BinaryInput),
            (bytes(range(256)) * 20, BinaryInput),
            (bytes(range(1, 32)) * 20, BinaryInput),
        ],
    )
    def test_no_text_in_it(self, data: bytes, error: type[CounterclaimError]) -> None:
        assert type(refused(data)) is error

    def test_fifty_megabytes(self) -> None:
        error = refused(b"said " * 10_000_000)
        assert isinstance(error, OversizedInput)
        assert "16,777,216 bytes" in error.reason

    def test_more_text_than_a_report_may_have(self) -> None:
        assert "4,000,001 characters" in str(refused(b"a" * 4_000_001))

    @pytest.mark.parametrize("path", ["missing.txt", "missing\0.txt", "x" * 5000])
    def test_a_path_that_cannot_be_opened(self, tmp_path: Path, path: str) -> None:
        (error,) = read([tmp_path / path])
        assert isinstance(error, UnreadableInput)

    def test_no_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def denied(path: Path, mode: str) -> None:  # as root, a file mode would keep nothing out
            raise PermissionError(13, "Permission denied", str(path))

        path = tmp_path / "secret.txt"
        path.write_text(REPORT, encoding="utf-8")
        monkeypatch.setattr(Path, "open", denied)
        (error,) = read([path])
        assert isinstance(error, UnreadableInput)
        assert str(error) == f"{path}: Permission denied"

    def test_an_input_that_fails_while_it_is_read(self) -> None:
        class Failing(io.RawIOBase):
            def readable(self) -> bool:
                return True

            def readinto(self, buffer: object) -> int:
                raise OSError(5, "Input/output error")

        (error,) = read(["-"], stdin=Failing())  # type: ignore[arg-type]
        assert isinstance(error, UnreadableInput)
        assert error.reason == "Input/output error"

    def test_the_rest_of_the_batch_goes_on(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(b"")
        (tmp_path / "b.txt").write_text(REPORT, encoding="utf-8")
        (tmp_path / "c.txt").write_bytes(b"\x7fELF\0\0")
        kinds = [type(item) for item in read([tmp_path / "none.txt", tmp_path])]
        assert kinds == [UnreadableInput, EmptyInput, Document, BinaryInput]

    @given(st.binary(max_size=300))
    def test_no_bytes_raise(self, data: bytes) -> None:
        for item in read_bytes(data, identify_language=False):
            assert isinstance(item, Document | InputError)

    def test_it_is_lazy(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(REPORT, encoding="utf-8")
        items = read([path, tmp_path / "missing.txt"])
        assert isinstance(next(items), Document)
        assert isinstance(next(items), UnreadableInput)
