"""Answers in the terminal: a text with its attributions marked, and tables.

Everything is marked by signs as well as by colour, so that it reads the same in a pipe or
under NO_COLOR. No character of a report reaches the terminal without passing `clean`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from counterclaim.show.answers import ClaimAnswer, DocumentAnswer, DocumentRow, StatusAnswer
from counterclaim.show.clean import line, safe
from counterclaim.show.details import Quote, time_words
from counterclaim.show.layers import Mark, Role, Stretch, depths, laid_out

PIPE_WIDTH = 120
_LEVELS = ("cyan", "magenta", "yellow", "blue")
_SOURCE, _CUE = "bold underline", "bold italic"


def console_on(stream: TextIO) -> Console:
    """A console on `stream`; in a pipe it is wide enough for tables."""
    width = None if stream.isatty() else PIPE_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def print_document(console: Console, answer: DocumentAnswer, *, text: bool = True) -> None:
    """The report with every source, cue and content marked, then its claims."""
    coloured = console.is_terminal and not console.no_color
    _print_head(console, answer)
    if text:
        _print_text(console, answer, coloured)
    deep = depths(answer.claims)
    for claim in answer.claims:
        _print_claim(console, claim, deep[claim.attribution])
    if not answer.claims:
        reason = answer.report.skipped
        console.print(f"No attributions: skipped, {line(reason)}." if reason else "No attributions.")


def print_claims(console: Console, rows: Iterable[ClaimAnswer]) -> int:
    """A table of claims; returns how many there were."""
    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0))
    table.add_column("published", no_wrap=True)
    table.add_column("report", ratio=4, min_width=16, overflow="fold")
    table.add_column("id", no_wrap=True)
    table.add_column("who", ratio=4, overflow="fold")
    table.add_column("side", ratio=3, overflow="fold")
    table.add_column("act", no_wrap=True)
    table.add_column("what", ratio=9, overflow="fold")
    for row in rows:
        table.add_row(
            str(row.report.published or "undated"),
            Text(line(row.report.label, 40)),
            Text(line(row.attribution, 12)),
            Text("\n".join(filter(None, (who(row), rivals(row))))),
            Text(line(row.side or "unknown", 40)),
            Text(stance(row)),
            Text("\n".join(filter(None, (line(words(row.content), 240), resolved(row))))),
        )
    if table.row_count:
        console.print(table)
    return table.row_count


def print_documents(console: Console, rows: Iterable[DocumentRow]) -> int:
    """A table of reports; returns how many there were."""
    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0))
    table.add_column("published", no_wrap=True)
    table.add_column("id", no_wrap=True)
    for name, ratio in (("name", 2), ("outlet", 2), ("title", 5)):
        table.add_column(name, ratio=ratio, overflow="fold")
    table.add_column("attributions", justify="right")
    for row in rows:
        report = row.report
        table.add_row(
            str(report.published or "undated"),
            Text(line(report.id)),
            Text(line(report.label, 60)),
            Text(line(report.outlet or "", 60)),
            Text(line(report.title or "", 120)),
            Text(f"skipped: {line(report.skipped, 60)}" if report.skipped else str(row.attributions)),
        )
    if table.row_count:
        console.print(table)
    return table.row_count


def print_status(console: Console, answer: StatusAnswer) -> None:
    """How much the ledger holds."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_row("ledger", Text(line(answer.ledger), overflow="fold"))
    for name in ("documents", "skipped", "attributions", "parties", "sides", "runs"):
        table.add_row(name, f"{getattr(answer, name):,}")
    table.add_row("register", _register(answer))
    console.print(table)


def _register(answer: StatusAnswer) -> str:
    """How many parties there are over all reports, and whether that is all of them."""
    if answer.register is None:
        return "not built yet: 'counterclaim parties' does"
    newer = f", {answer.newer:,} claims are newer" if answer.newer else ""
    return f"{answer.register:,} parties over all reports{newer}"


def who(claim: ClaimAnswer) -> str:
    """The party, or the words that stand for it, or that there are none."""
    return line(claim.party or words(claim.source) or "no source named", 80)


def words(quotes: Sequence[Quote]) -> str:
    """The words of a part of an attribution; gaps between its spans show as an ellipsis."""
    return " … ".join(quote.text for quote in quotes)


def rivals(claim: ClaimAnswer) -> str:
    """Who else it may have been, where the choice was close."""
    return "or: " + ", ".join(line(rival.quote.text, 40) for rival in claim.rivals) if claim.rivals else ""


def resolved(claim: ClaimAnswer) -> str:
    """Where, when and how many, on one line."""
    return " · ".join(f"{name}: {line(value, 120)}" for name, value in claim.about)


def stance(claim: ClaimAnswer) -> str:
    """The act, with the certainty where the source leaves room for doubt."""
    return claim.act if claim.certainty == "certain" else f"{claim.act} ({claim.certainty})"


def _print_head(console: Console, answer: DocumentAnswer) -> None:
    report = answer.report
    if report.title:
        console.print(Text(line(report.title), style="bold"))
    facts = (report.outlet, report.byline, str(report.published or "date not stated"), report.name, report.id)
    console.print(Text(" · ".join(line(fact) for fact in facts if fact), style="dim"))
    if report.url:
        console.print(Text(line(report.url), style="dim"))
    console.print()


def _print_text(console: Console, answer: DocumentAnswer, coloured: bool) -> None:
    if answer.claims:
        console.print(_legend(coloured), end="\n\n")
    for stretches in laid_out(answer.text, answer.claims):
        console.print(_paragraph(stretches, answer.text, coloured), end="\n\n")


def _legend(coloured: bool) -> Text:
    if not coloured:
        return Text("‹source›  «a0 cue»  ⟦a0 content of a0 ⟦a1 reported within it⟧⟧")
    legend = Text()
    legend.append("source", _SOURCE).append("  ").append("cue", _CUE).append("  ")
    for depth, label in enumerate(("⟦a0 content ", "⟦a1 reported within it⟧", "⟧")):
        legend.append(label, _LEVELS[depth % 2])
    return legend


def _paragraph(stretches: Sequence[Stretch], text: str, coloured: bool) -> Text:
    out = Text()
    was: tuple[Mark, ...] = ()
    for stretch in stretches:
        over = _once(stretch.marks)
        _close(out, [mark for mark in was if mark not in over], was, coloured)
        for mark in over:
            if mark not in was:
                _open(out, mark, coloured)
        out.append(safe(text[stretch.start : stretch.end]).replace("\t", " "), _style(over))
        was = over
    _close(out, list(was), was, coloured)
    return out


def _once(over: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks, but one for a source that two attributions share."""
    kept: list[Mark] = []
    for mark in over:
        twins = [m for m in kept if (m.role, m.start, m.end) == (mark.role, mark.start, mark.end)]
        if mark.role is not Role.SOURCE or not twins:
            kept.append(mark)
    return tuple(kept)


def _open(out: Text, mark: Mark, coloured: bool) -> None:
    name = line(mark.attribution, 12)
    if mark.role is Role.CONTENT:
        out.append(f"⟦{name} ", _level(mark))
    elif not coloured:
        out.append("‹" if mark.role is Role.SOURCE else f"«{name} ")


def _close(out: Text, ending: list[Mark], was: tuple[Mark, ...], coloured: bool) -> None:
    """Close marks from the innermost out; a content that closes across another one is named."""
    still = list(was)
    for mark in reversed(ending):
        crossing = any(m.role is Role.CONTENT for m in still[still.index(mark) + 1 :])
        still.remove(mark)
        if mark.role is Role.CONTENT:
            out.append(f"⟧{line(mark.attribution, 12)}" if crossing else "⟧", _level(mark))
        elif not coloured:
            out.append("›" if mark.role is Role.SOURCE else "»")


def _style(over: Sequence[Mark]) -> str:
    styles = []
    contents = [mark for mark in over if mark.role is Role.CONTENT]
    if contents:
        styles.append(_level(contents[-1]))
    roles = {mark.role for mark in over}
    if Role.SOURCE in roles:
        styles.append(_SOURCE)
    if Role.CUE in roles:
        styles.append(_CUE)
    return " ".join(styles)


def _level(mark: Mark) -> str:
    return _LEVELS[mark.depth % len(_LEVELS)]


def _print_claim(console: Console, claim: ClaimAnswer, depth: int) -> None:
    """Who and how, the words, and who else it may have been; deeper if it is reported within."""
    head = Text()
    head.append(f"{line(claim.attribution, 12)} ", _LEVELS[depth % len(_LEVELS)])
    head.append(who(claim), "bold")
    head.append(f" ({line(claim.side or 'side unknown', 40)}) · {stance(claim)}")
    if claim.within:
        head.append(f" · in {line(claim.within, 12)}")
    if claim.answers:
        head.append(f" · {claim.answers.rel} {line(claim.answers.to, 12)}", "bold")
    _print_indented(console, head, 3 * depth)
    _print_indented(console, Text(line(words(claim.content)) or "(no content)"), 3 * depth + 3)
    if claim.said_when:
        _print_indented(
            console, Text(f"said: {line(time_words(claim.said_when), 120)}", "dim"), 3 * depth + 3
        )
    if claim.about:
        _print_indented(console, Text(resolved(claim), "dim"), 3 * depth + 3)
    if claim.rivals:
        others = ", ".join(f"{line(rival.quote.text, 60)} {rival.score:.2f}" for rival in claim.rivals)
        _print_indented(console, Text(f"or: {others}", "dim"), 3 * depth + 3)


def _print_indented(console: Console, text: Text, indent: int) -> None:
    """Wrapped, every line of it indented (but leaving room for words, however deep)."""
    indent = min(indent, console.width // 2)
    for row in text.wrap(console, console.width - indent):
        row.rstrip()
        console.print(Text(" " * indent).append_text(row))
