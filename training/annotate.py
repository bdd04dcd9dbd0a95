"""Annotate reports by correcting what the extractor drafts.

    python training/annotate.py draft --out DIR --share tass.com=40 --share bbc.co.uk=40
    python training/annotate.py build --drafts DIR --out training/annotations.jsonl

`draft` writes one text file a report: its sentences numbered, and a line for each attribution
that the present model finds. An annotator writes a file of edits beside it (FORMAT below);
`build` applies them and writes the attributions with offsets, without any text, so that the
result may be kept in the repository while the corpora are not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim.extract.tokens import sentence_starts
from data import read_jsonl, unannotated

FORMAT = """
ok a0 a3 a4                     the draft is right as it stands
fix a2 | act=deny | side=Russia | source=s0:The mayor | speaker=s4:Mayor Ann Lee | in=a1 | ans=refutes a0
del a5                          no attribution
add n1 | source=s2:He | cue=s2:said | content=s2:that it … was over ;; s3:"It is done." | kind=mixed |
       act=assert | cert=certain | speaker=s1:Ann Lee | side=Uruguay | in=- | ans=-
A span is s<sentence>:<text>; "first words … last words" stands for all between; #2 after the sentence number
picks the second occurrence; several spans are parted by " ;; "; "-" is none.
"""

KEYS = ("source", "cue", "content", "kind", "act", "cert", "speaker", "side", "in", "ans")
ALLOWED = {
    "kind": {"direct", "indirect", "mixed"},
    "act": {"assert", "deny", "doubt", "predict", "demand", "commit", "ask", "evaluate"},
    "cert": {"certain", "probable", "possible"},
}
Fields = dict[str, str]


@dataclass(frozen=True)
class Sentences:
    """A text cut into sentences: `starts` has one offset more than there are sentences."""

    text: str
    starts: list[int]

    @staticmethod
    def of(text: str) -> Sentences:
        """Cut as the extractor cuts."""
        return Sentences(text, [at for at, _ in sentence_starts(text)] + [len(text)])

    def __len__(self) -> int:
        return len(self.starts) - 1

    def sentence(self, i: int) -> str:
        """Sentence `i` with the white space after it."""
        return self.text[self.starts[i] : self.starts[i + 1]]

    def show(self, start: int, end: int) -> str:
        """A span as an annotator writes it; one across sentences becomes several."""
        parts = []
        for i in range(len(self)):
            a, b = max(start, self.starts[i]), min(end, self.starts[i + 1])
            piece = self.text[a:b].strip() if a < b else ""
            if piece:
                nth = self.sentence(i)[: a - self.starts[i]].count(piece)
                words = piece.split()
                short = piece if len(words) <= 8 else f"{' '.join(words[:4])} … {' '.join(words[-3:])}"
                parts.append(f"s{i}{f'#{nth + 1}' if nth else ''}:{short}")
        return " ;; ".join(parts)

    def find(self, written: str) -> tuple[int, int]:
        """Offsets of a span as written. Raises `ValueError`."""
        match = re.fullmatch(r"s(\d+)(?:#(\d+))?:(.+)", written.strip(), re.DOTALL)
        if not match or int(match[1]) >= len(self):
            raise ValueError(f"not a span: {written!r}")
        i, nth, wanted = int(match[1]), int(match[2] or 1), match[3].strip()
        first, _, last = wanted.partition("…") if wanted not in self.sentence(i) else (wanted, "", "")
        sentence = self.sentence(i)
        at = -1
        for _ in range(nth):
            at = sentence.find(first.strip(), at + 1)
            if at < 0:
                raise ValueError(f"not in sentence {i}: {first.strip()!r}")
        end = at + len(first.strip())
        if last.strip():
            close = sentence.rfind(last.strip(), end)
            if close < 0:
                raise ValueError(f"not in sentence {i}: {last.strip()!r}")
            end = close + len(last.strip())
        return self.starts[i] + at, self.starts[i] + end

    def find_all(self, written: str) -> list[list[int]]:
        """Offsets of a list of spans as written."""
        if written.strip() in ("-", "", "[]"):
            return []
        return sorted(list(self.find(part)) for part in written.split(" ;; "))


def options() -> argparse.Namespace:
    """The command line."""
    p = argparse.ArgumentParser(
        description="draft reports for annotation, or build the annotations",
        epilog=FORMAT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("what", choices=["draft", "build", "check"])
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--drafts", type=Path)
    p.add_argument("--out", type=Path)
    p.add_argument("--share", action="append", default=[], help="OUTLET=COUNT, how many of each outlet")
    p.add_argument("--words", type=int, nargs=2, default=(150, 520))
    p.add_argument("--first", type=int, default=0, help="number of the first draft")
    p.add_argument("--skip", type=Path, nargs="*", default=[], help="folders of earlier drafts")
    return p.parse_args()


def choose(args: argparse.Namespace) -> list[dict[str, Any]]:
    """So many reports of each outlet, none that is annotated already, no two of one beginning."""
    known = {_beginning(r["text"]) for r in read_jsonl(args.corpora / "attributions/train.jsonl")}
    drafted = {
        path.read_text(encoding="utf-8").split(" | ")[1] for f in args.skip for path in f.glob("*.txt")
    }
    shares = {name: int(count) for name, count in (share.split("=") for share in args.share)}
    by_outlet: dict[str, list[dict[str, Any]]] = {name: [] for name in shares}
    for r in unannotated(args.corpora):
        length = len(r["text"].split())
        if r["id"] in drafted or _beginning(r["text"]) in known or r["outlet"] not in shares:
            continue
        if args.words[0] <= length <= args.words[1]:
            by_outlet[r["outlet"]].append(r)
            known.add(_beginning(r["text"]))
    for reports in by_outlet.values():
        reports.sort(key=lambda r: hashlib.sha1(r["id"].encode()).hexdigest())
    chosen = [r for name, reports in by_outlet.items() for r in reports[: shares[name]]]
    random.Random(7).shuffle(chosen)
    return chosen


def _beginning(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())[:120]


def draft(args: argparse.Namespace) -> None:
    """Write the drafts."""
    from counterclaim.pipeline import Stages, extract
    from counterclaim.types import Document

    chosen = choose(args)
    documents = [Document(id=r["id"], text=r["text"], outlet=r["outlet"], title=r["title"]) for r in chosen]
    args.out.mkdir(parents=True, exist_ok=True)
    readings = extract(documents, stages=Stages.load())
    for n, (r, reading) in enumerate(zip(chosen, readings, strict=True), args.first):
        s = Sentences.of(r["text"])
        lines = [f"=== {n:03d} | {r['id']} | {r['outlet']} | {r['published']} | {r['title']}"]
        lines += [f"[s{i}] {s.sentence(i).strip()}" for i in range(len(s))]
        lines.append("--- draft")
        for claim in reading.claims:
            a = claim.attribution
            spans = {k: " ;; ".join(s.show(x.start, x.end) for x in getattr(a, k)) or "-" for k in KEYS[:3]}
            speaker = s.show(claim.mention.span.start, claim.mention.span.end) if claim.mention else "-"
            answer = f"{a.answers.rel} {a.answers.to}" if a.answers else "-"
            classes = (a.kind, a.act, a.certainty)
            values = [*spans.values(), *classes, speaker, claim.side or "-", a.within or "-", answer]
            shown = " | ".join(f"{k}={v}" for k, v in zip(KEYS, values, strict=True))
            lines.append(f"{a.id} | {shown}")
        (args.out / f"{n:03d}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def fields_of(parts: list[str]) -> Fields:
    """`key=value` parts of a line. Raises `ValueError`."""
    found = {}
    for part in parts:
        key, equals, value = part.strip().partition("=")
        if not equals or key not in KEYS:
            raise ValueError(f"not a field: {part.strip()!r}")
        if key in ALLOWED and value.strip() not in ALLOWED[key]:
            raise ValueError(f"not a value of {key}: {value.strip()!r}")
        found[key] = value.strip()
    return found


def edited(drafted: dict[str, Fields], edits: str) -> tuple[dict[str, Fields], list[str]]:
    """The drafts after an annotator's edits, and what was wrong with any."""
    final: dict[str, Fields] = {}
    errors, left = [], set(drafted)
    for number, line in enumerate(edits.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        verb, _, rest = line.strip().partition(" ")
        try:
            if verb in ("ok", "del"):
                names = rest.replace(",", " ").split()
                final |= {name: drafted[name] for name in names if verb == "ok"}
                left -= set(names)
            elif verb in ("fix", "add"):
                name, *parts = [part.strip() for part in rest.split(" | ")]
                base = drafted[name] if verb == "fix" else dict.fromkeys(KEYS, "-")
                final[name] = base | fields_of(parts)
                left.discard(name)
            else:
                raise ValueError(f"not an edit: {verb!r}")
        except (ValueError, KeyError) as error:
            errors.append(f"line {number}: {error}")
    errors += [f"{name} is neither ok, fixed nor deleted" for name in sorted(left)]
    return final, errors


def build_one(s: Sentences, final: dict[str, Fields]) -> tuple[list[dict[str, Any]], list[str]]:
    """Attributions with offsets, in text order, and what could not be placed."""
    placed, errors = [], []
    for name, f in final.items():
        try:
            spans = {k: s.find_all(f[k]) for k in KEYS[:3]}
            speaker = s.find_all(f["speaker"])
            if not spans["content"]:
                raise ValueError("no content")
            bad = [k for k, values in ALLOWED.items() if f[k] not in values]
            if bad:
                raise ValueError(f"no {', '.join(bad)}")
            placed.append((name, f, spans, speaker[0] if speaker else None))
        except ValueError as error:
            errors.append(f"{name}: {error}")
    placed.sort(key=lambda p: (p[2]["cue"] or p[2]["content"])[0])
    ids = {name: f"a{i}" for i, (name, *_) in enumerate(placed)}
    done = []
    for name, f, spans, named in placed:
        rel, _, to = f["ans"].partition(" ")
        errors += [f"{name}: unknown {x}" for x in (f["in"], to) if x not in ("-", "") and x not in ids]
        answer = {"to": ids[to], "rel": rel} if to in ids and rel in ("refutes", "supports") else None
        done.append(
            {"id": ids[name], **spans, "kind": f["kind"], "act": f["act"], "certainty": f["cert"],
             "speaker": named, "side": f["side"] if f["side"] != "-" else None, "in": ids.get(f["in"]),
             "answers": answer}
        )  # fmt: skip
    return done, errors


def build(args: argparse.Namespace) -> None:
    """Apply the edits; `check` only says what is wrong with them."""
    texts = {r["id"]: r["text"] for r in unannotated(args.corpora)}
    done, wrong = [], 0
    for path in sorted((args.drafts / "edits").glob("*.txt")):
        lines = (args.drafts / "drafts" / path.name).read_text(encoding="utf-8").splitlines()
        identifier = lines[0].split(" | ")[1]
        drafted = {
            name: fields_of(parts)
            for name, *parts in (line.split(" | ") for line in lines[lines.index("--- draft") + 1 :])
        }
        final, errors = edited(drafted, path.read_text(encoding="utf-8"))
        attributions, more = build_one(Sentences.of(texts[identifier]), final)
        for error in errors + more:
            wrong += 1
            print(f"{path.name}: {error}")
        digest = hashlib.sha256(texts[identifier].encode()).hexdigest()[:16]
        done.append({"id": identifier, "text_sha256": digest, "attributions": attributions})
    total = sum(len(r["attributions"]) for r in done)
    print(f"{len(done)} reports, {total} attributions, {wrong} errors")
    if args.what == "build":
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in done), encoding="utf-8")


if __name__ == "__main__":
    chosen_options = options()
    draft(chosen_options) if chosen_options.what == "draft" else build(chosen_options)
