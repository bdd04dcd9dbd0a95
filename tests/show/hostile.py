"""A report that tries to break whatever shows it: planted markup, scripts, control characters."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.show.answers import DocumentAnswer, Reply, Rival
from counterclaim.show.details import Quote
from tests.show import annotated

HOSTILE = "\x1b\x07\x00\x9b\u202e\u2066\u2028\u200b"
"""Characters that must never come out."""

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{7*7}}</style></title>"
PLANTED = f"{MARKUP}[bold red]{HOSTILE}"


def hostile_answer() -> DocumentAnswer:
    """The annotated report with something planted in every field that comes from outside."""
    answer = annotated.answer()
    text = f"{PLANTED} said {PLANTED}"
    half = len(PLANTED)
    source, content = Quote(0, half, PLANTED), Quote(half + 6, len(text), PLANTED)
    report = replace(
        answer.report,
        name=PLANTED,
        outlet=PLANTED,
        title=PLANTED,
        byline=PLANTED,
        url=f'javascript:alert(1)//"{PLANTED}',
        origin=PLANTED,
    )
    first = replace(
        answer.claims[0],
        id=PLANTED,
        attribution=f'"><b>{HOSTILE}',
        party=PLANTED,
        side=PLANTED,
        source=(source,),
        cue=(Quote(half + 1, half + 5, "said"),),
        content=(content,),
        speaker=source,
        rivals=(Rival(source, 0.4),),
        chain=(PLANTED,),
        report=report,
    )
    second = replace(
        first, attribution='a"1', within=first.attribution, answers=Reply(first.attribution, "refutes", 1.0)
    )
    return DocumentAnswer(report, text, (first, second))
