"""Building small reports with attributions by hand: the source, cue and content as they stand in the text."""

from __future__ import annotations

from counterclaim.resolve import Bodies, resolve
from counterclaim.types import Act, Attribution, Certainty, Claim, Document, Kind, Span


class Report:
    """A text, and attributions found in it by their words (each search starts where the last ended)."""

    def __init__(self, text: str, outlet: str | None = None, url: str | None = None) -> None:
        self.document = Document(id="d1", text=text, outlet=outlet, url=url)
        self.attributions: list[Attribution] = []
        self._from = 0

    def add(
        self, source: str, cue: str, *, act: Act = Act.ASSERT, within: str | None = None, back: int = 0
    ) -> Report:
        """One more attribution; `back` lets the search start so many characters earlier."""
        start = max(0, self._from - back)
        spans: list[Span] = []
        for words in (source, cue):
            if words:
                at = self.document.text.index(words, start)
                spans.append(Span(at, at + len(words)))
        self._from = max([self._from, *(span.end for span in spans)])
        self.attributions.append(
            Attribution(
                id=f"a{len(self.attributions)}",
                source=(spans[0],) if source else (),
                cue=(spans[-1],) if cue else (),
                content=(Span(0, 1),),
                kind=Kind.INDIRECT,
                act=act,
                certainty=Certainty.CERTAIN,
                within=within,
            )
        )
        return self

    def claims(self, bodies: Bodies | None = None) -> tuple[Claim, ...]:
        """The claims of the attributions so far."""
        return resolve(self.document, self.attributions, bodies)

    def mention(self, claim: Claim) -> str | None:
        """The words of a claim's mention."""
        return claim.mention.span.of(self.document.text) if claim.mention else None
