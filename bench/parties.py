"""The register of parties of a ledger: how long it takes, what falls in, and samples to read by hand.

    python -m bench.parties LEDGER                  figures
    python -m bench.parties LEDGER --samples 7      and the samples of seed 7, for a person to judge

Two samples: parties joined from several reports under several names (is a sighting in it that is
somebody else?), and pairs of parties that look alike and were kept apart (are they one?). Figures
go to the screen and to build/parties.json, samples to build/parties-merged.jsonl and
build/parties-apart.jsonl. Nothing is written to the ledger.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from bench.corpora import ROOT, write_rows
from counterclaim import Ledger
from counterclaim.errors import LedgerError
from counterclaim.resolve.bodies import Bodies, Role
from counterclaim.resolve.lexicon import FUNCTION, lexicon
from counterclaim.resolve.register import build_register, by_member
from counterclaim.resolve.register.names import VAGUE
from counterclaim.resolve.tokens import split_words
from counterclaim.types import PartyEntry, PartyKind, Register, Sighting

BUILD = ROOT / "build"
SAMPLE = 100
ALIKE = 80  # token-sort ratio from which two names look alike
_UNNAMED = {PartyKind.UNNAMED, PartyKind.DOCUMENT}


def named(sighting: Sighting) -> bool:
    """True for a source with a name: a capitalised word that is not just an adjective or a first word.

    Several parties in one breath ("Rill and some of its neighbours") are no party.
    """
    words, terms = lexicon(), split_words(sighting.party.name)
    if sighting.party.kind in _UNNAMED or ({"and"} | VAGUE) & {word.lower() for word in terms}:
        return False
    bodies = Bodies.default()
    capitals = [
        at for at, word in enumerate(terms)
        if word[0].isupper() and word.lower() not in FUNCTION and "'" not in word
        and not ((hit := bodies.match(terms, at)) and hit[0].role is Role.ADJECTIVE)
    ]  # fmt: skip
    return any(at > 0 or not words.classify(terms[at].lower()) for at in capitals)


def known(entry: PartyEntry) -> bool:
    """True for a party that is more than a surname or a wording of one report."""
    return len(documents(entry)) > 1 or entry.kind is not PartyKind.PERSON or " " in entry.name


def documents(entry: PartyEntry) -> set[str]:
    """The reports a party is sighted in."""
    return {member.partition("#")[0] for member in entry.members}


def figures(sightings: Sequence[Sighting], register: Register) -> dict[str, float]:
    """How much of the named speech falls into a party, by claims."""
    of = by_member(register)
    with_name = [sighting for sighting in sightings if named(sighting)]
    claims = sum(sighting.claims for sighting in with_name)
    fallen = sum(sighting.claims for sighting in with_name if known(of[sighting.id]))
    return {
        "sightings": len(sightings),
        "claims": sum(sighting.claims for sighting in sightings),
        "claims of named speakers": claims,
        "of these in a party, %": 100 * fallen / max(1, claims),
        "parties": len(register.entries),
        "parties of several reports": sum(len(documents(entry)) > 1 for entry in register.entries),
    }


def merged(sightings: Mapping[str, Sighting], register: Register) -> list[dict[str, Any]]:
    """Parties of several reports and several names, with what a judge needs to see."""
    found = []
    for entry in register.entries:
        names = Counter(sightings[member].party.name for member in entry.members)
        if len(names) > 1 and len(documents(entry)) > 1:
            wordings = {name: _wordings(entry, name, sightings) for name in names}
            shown = [[name, number, wordings[name]] for name, number in names.most_common(12)]
            roles = [[role.role, role.claims] for role in entry.roles[:6]]
            found.append(
                {"id": entry.id, "name": entry.name, "side": entry.side, "roles": roles, "names": shown}
            )
    return found


def _wordings(entry: PartyEntry, name: str, sightings: Mapping[str, Sighting]) -> list[str]:
    texts = Counter(
        text[:90] for member in entry.members if sightings[member].party.name == name
        for text in (*sightings[member].party.aliases, *sightings[member].sources)
    )  # fmt: skip
    return [text for text, _ in texts.most_common(4)]


def apart(sightings: Mapping[str, Sighting], register: Register) -> list[dict[str, Any]]:
    """Pairs of parties that look alike and are two."""
    entries = [
        entry for entry in register.entries if any(named(sightings[member]) for member in entry.members)
    ]
    names = [" ".join(word.lower() for word in split_words(entry.name) if word != "'s") for entry in entries]
    sides = [entry.side for entry in entries]
    # One pair for each two names with their sides, or a name of many entries would be most of them.
    once = {(names[one], sides[one], names[two], sides[two]): (one, two) for one, two in _alike(names)}
    pairs = sorted(once.values())
    return [
        {"pair": [_shown(entries[one], sightings), _shown(entries[other], sightings)]} for one, other in pairs
    ]


def _alike(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    for at, name in enumerate(names):
        rest = names[at + 1 :]
        for _, _, place in process.extract(
            name, rest, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=None
        ):
            yield at, at + 1 + place
        for place, other in enumerate(rest):
            if _part(name, other):
                yield at, at + 1 + place


def _part(one: str, other: str) -> bool:
    """True when the shorter name is the last word of the longer: a surname alone."""
    short, long = sorted((one, other), key=len)
    return " " not in short and " " in long and long.endswith(" " + short)


def _shown(entry: PartyEntry, sightings: Mapping[str, Sighting]) -> dict[str, Any]:
    first = sightings[entry.members[0]]
    return {
        "id": entry.id, "name": entry.name, "kind": entry.kind, "side": entry.side, "claims": entry.claims,
        "reports": len(documents(entry)), "roles": [role.role for role in entry.roles[:4]],
        "aliases": entry.aliases[:6], "first": [first.id, *first.party.aliases[:3], *first.sources[:3]],
    }  # fmt: skip


def draw(rows: Sequence[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """The sample of a seed."""
    return random.Random(seed).sample(list(rows), min(SAMPLE, len(rows)))


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.parties", description="The register of parties.")
    parser.add_argument("ledger", type=Path, help="a ledger to take the evidence from")
    parser.add_argument("--samples", type=int, metavar="SEED", help="draw the samples of this seed")
    arguments = parser.parse_args()
    try:
        with Ledger.open(arguments.ledger, readonly=True) as ledger:
            sightings = list(ledger.sightings())
    except LedgerError as error:
        print(f"parties: {error}", file=sys.stderr)
        return 2
    started = time.process_time()
    register = build_register(sightings)
    seconds = time.process_time() - started
    found = figures(sightings, register) | {
        "seconds of one core": seconds,
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    for title, figure in found.items():
        print(f"{title:28s} {figure:12,.1f}")
    BUILD.mkdir(exist_ok=True)
    (BUILD / "parties.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    if arguments.samples is not None:
        by_id = {sighting.id: sighting for sighting in sightings}
        for name, rows in (("merged", merged(by_id, register)), ("apart", apart(by_id, register))):
            print(f"{name:28s} {len(rows):12,}")
            write_rows(BUILD / f"parties-{name}.jsonl", draw(rows, arguments.samples))
    return 0


if __name__ == "__main__":
    sys.exit(main())
