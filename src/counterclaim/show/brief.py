"""The brief: one self-contained page of reports, each beside the claims made in it.

The page holds no script and fetches nothing; its content security policy says so, with the
hash of its one style sheet. Jinja escapes every word of a report, `clean` takes the invisible
characters out first.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from counterclaim.show.answers import ClaimAnswer, DocumentAnswer
from counterclaim.show.clean import line, safe
from counterclaim.show.details import Quote, time_words
from counterclaim.show.layers import Mark, Role, Stretch, depths, laid_out
from counterclaim.show.palette import ACTS, Look, Palette

LINKED_LOOKS = 600
"""Up to that many claims on a page, pointing at one lights up its words: browsers check each such
rule at every move of the pointer, and beyond some hundreds that is felt."""

LANES = 12
"""Speakers with a line of their own in the overview; a report rarely has more that say much."""

ANSWERED = {"refutes": "refuted by", "supports": "supported by"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a paragraph: text, or the opening or closing of a mark."""

    what: str
    text: str = ""
    key: str = ""
    role: str = ""
    look: str = ""
    depth: int = 0
    anchor: bool = False
    tag: str = ""
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """How a claim stands to another one: "refutes", and the key and name of that."""

    how: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One claim in the table. `key` ties it to its words; `ties` lead to other rows."""

    key: str
    name: str
    claim: ClaimAnswer
    who: str
    look: Look
    depth: int
    quote: str
    doing: str
    shape: str
    place: float
    ties: tuple[Tie, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One speaker in the overview, with all it says in the order of the text."""

    who: str
    look: Look
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One report, ready for the page."""

    key: str
    answer: DocumentAnswer
    title: str
    link: str | None
    facts: tuple[str, ...]
    paragraphs: tuple[tuple[Token, ...], ...]
    rows: tuple[Row, ...]
    lanes: tuple[Lane, ...]
    speakers: int


def page(documents: Sequence[DocumentAnswer]) -> str:
    """The page as HTML."""
    palette = Palette(claim for answer in documents for claim in answer.claims)
    sections = [_section(f"d{index}", answer, palette) for index, answer in enumerate(documents, 1)]
    style = _style([row.key for section in sections for row in section.rows])
    environment = Environment(
        loader=PackageLoader("counterclaim.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["one_line"] = line
    return environment.get_template("brief.html").render(
        title=sections[0].title if len(sections) == 1 else f"Who says what in {len(sections)} reports",
        sections=sections,
        acts=_acts(sections),
        style=Markup(style),  # our own file and our own keys, nothing of a report
        policy=_policy(style),
    )


def _section(key: str, answer: DocumentAnswer, palette: Palette) -> Section:
    rows = _rows(key, answer, palette)
    report = answer.report
    facts = (report.outlet, report.byline, str(report.published or "date not stated"))
    return Section(
        key=key,
        answer=answer,
        title=line(report.title or report.label, 200),
        link=_web_address(report.url),
        facts=tuple(line(fact, 200) for fact in facts if fact),
        paragraphs=tuple(_paragraphs(answer, {row.claim.attribution: row for row in rows})),
        rows=rows,
        lanes=_lanes(rows),
        speakers=len({row.who for row in rows if row.claim.party or row.claim.source}),
    )


def _rows(key: str, answer: DocumentAnswer, palette: Palette) -> tuple[Row, ...]:
    keys = {claim.attribution: f"{key}-{index}" for index, claim in enumerate(answer.claims)}
    deep = depths(answer.claims)
    ties = _ties(answer.claims, keys)
    return tuple(
        Row(
            key=keys[claim.attribution],
            name=line(claim.attribution, 12),
            claim=claim,
            who=_who(claim),
            look=palette.of(claim.side),
            depth=min(deep[claim.attribution], 3),
            quote=line(" … ".join(quote.text for quote in claim.content)),
            doing=ACTS[claim.act][0],
            shape=ACTS[claim.act][1],
            place=round(100 * _first(claim) / max(len(answer.text), 1), 2),
            ties=tuple(ties[claim.attribution]),
            facts=tuple(_facts(claim)),
        )
        for claim in answer.claims
    )


def _facts(claim: ClaimAnswer) -> Iterator[tuple[str, str]]:
    """When it was said, and where, when and how many it is about."""
    if claim.said_when:
        yield "said", line(time_words(claim.said_when), 120)
    for name, value in claim.about:
        yield name, line(value, 200)


def _ties(claims: Sequence[ClaimAnswer], keys: dict[str, str]) -> dict[str, list[Tie]]:
    """For each attribution what it is reported in, what it answers, and what answers it."""
    names = {claim.attribution: f"{line(claim.attribution, 12)} {_who(claim)}" for claim in claims}
    found: dict[str, list[Tie]] = {name: [] for name in names}

    def tie(one: str, how: str, other: str) -> None:
        if one in names and other in names:
            found[one].append(Tie(how, keys[other], names[other]))

    for claim in claims:
        if claim.within:
            tie(claim.attribution, "reported in", claim.within)
        if claim.answers:
            tie(claim.attribution, claim.answers.rel, claim.answers.to)
            tie(claim.answers.to, ANSWERED.get(claim.answers.rel, "answered by"), claim.attribution)
    return found


def _lanes(rows: Sequence[Row]) -> tuple[Lane, ...]:
    """The speakers who say most, by side, and one lane for all others."""
    spoken: dict[tuple[str, Look], list[Row]] = {}
    for row in rows:
        spoken.setdefault((row.who, row.look), []).append(row)
    weight = Counter(row.look.side for row in rows)
    most = sorted(spoken.items(), key=lambda item: (-len(item[1]), item[1][0].place))
    shown = sorted(most[:LANES], key=lambda item: (item[0][1].style == "sx", -weight[item[0][1].side]))
    lanes = [Lane(who, look, tuple(said)) for (who, look), said in shown]
    rest = sorted((row for _, said in most[LANES:] for row in said), key=lambda row: row.place)
    if rest:
        lanes.append(Lane(f"{len(most) - LANES} others", Look("several", "sx", "○"), tuple(rest)))
    return tuple(lanes)


def _paragraphs(answer: DocumentAnswer, rows: dict[str, Row]) -> Iterator[tuple[Token, ...]]:
    anchored: set[str] = set()
    for stretches in laid_out(answer.text, answer.claims):
        yield tuple(_tokens(stretches, answer.text, rows, anchored))


def _tokens(
    stretches: Sequence[Stretch], text: str, rows: dict[str, Row], anchored: set[str]
) -> Iterator[Token]:
    """Marks as nested elements: one that crosses another is closed and opened again."""
    was: tuple[Mark, ...] = ()
    for stretch in stretches:
        kept = _shared(was, stretch.marks)
        yield from (Token("close", role=mark.role.name.lower()) for mark in reversed(was[kept:]))
        for mark in stretch.marks[kept:]:
            yield _opening(mark, rows[mark.attribution], anchored)
        yield Token("text", text=safe(text[stretch.start : stretch.end]))
        was = stretch.marks
    yield from (Token("close", role=mark.role.name.lower()) for mark in reversed(was))


def _opening(mark: Mark, row: Row, anchored: set[str]) -> Token:
    """The first mark of an attribution is where links to its words lead; its content is tagged."""
    tagged = f"{row.key}+"
    is_content = mark.role is Role.CONTENT
    token = Token(
        "open",
        key=row.key,
        role=mark.role.name.lower(),
        look=row.look.style,
        depth=row.depth,
        anchor=row.key not in anchored,
        tag=row.name if is_content and tagged not in anchored else "",
        shape=row.shape,
    )
    anchored.update((row.key, tagged) if is_content else (row.key,))
    return token


def _shared(one: Sequence[Mark], other: Sequence[Mark]) -> int:
    """How many marks both begin with."""
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _who(claim: ClaimAnswer) -> str:
    named = claim.party or " … ".join(quote.text for quote in claim.source)
    return line(named, 80) or "no source named"


def _first(claim: ClaimAnswer) -> int:
    """Where its words begin."""
    everything: tuple[Quote, ...] = (*claim.source, *claim.cue, *claim.content)
    return min((quote.start for quote in everything), default=0)


def _acts(sections: Sequence[Section]) -> list[tuple[str, str, str]]:
    """The acts on the page, for the key: name, meaning, shape."""
    there = {row.claim.act for section in sections for row in section.rows}
    return [(act, meaning, shape) for act, (meaning, shape) in ACTS.items() if act in there]


def _web_address(url: str | None) -> str | None:
    """The address if it is one of the web: no other scheme becomes a link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _style(keys: Sequence[str]) -> str:
    """The style sheet, and for each claim the rule that ties its words to its row."""
    sheet = files("counterclaim.show").joinpath("templates/brief.css").read_text(encoding="utf-8")
    if len(keys) > LINKED_LOOKS:
        return sheet
    pointed = ".k-{0}:hover,#r-{0}:target,#w-{0}:target"
    ties = (f"main:has({pointed.format(key)}) .k-{key}{{--glow:var(--mark)}}" for key in keys)
    return sheet + "\n".join(ties) + "\n"


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
