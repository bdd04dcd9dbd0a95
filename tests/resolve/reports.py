"""Building small reports with attributions by hand: the source, cue and content as they stand in the text."""

from __future__ import annotations

from collections.abc import Mapping

from counterclaim.resolve import Bodies, resolve
from counterclaim.types import (
    Act,
    Attribution,
    Certainty,
    Claim,
    Document,
    Entity,
    EntityKind,
    Kind,
    Span,
)


class Report:
    """A text, and attributions found in it by their words (each search starts where the last ended)."""

    def __init__(self, text: str, outlet: str | None = None, url: str | None = None) -> None:
        self.document = Document(id="d1", text=text, outlet=outlet, url=url)
        self.attributions: list[Attribution] = []
        self.entities: list[Entity] = []
        self._from = 0

    def add(
        self,
        source: str,
        cue: str,
        *,
        act: Act = Act.ASSERT,
        within: str | None = None,
        back: int = 0,
        side_prior: Mapping[str, float] | None = None,
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
                side_prior=side_prior or {},
            )
        )
        return self

    def tag(self, name: str, kind: EntityKind) -> Report:
        """The first place where these words stand is a name of that kind."""
        at = self.document.text.index(name)
        self.entities.append(Entity(Span(at, at + len(name)), kind))
        return self

    def claims(self, bodies: Bodies | None = None) -> tuple[Claim, ...]:
        """The claims of the attributions so far."""
        return resolve(self.document, self.attributions, bodies, entities=self.entities)

    def mention(self, claim: Claim) -> str | None:
        """The words of a claim's mention."""
        return claim.mention.span.of(self.document.text) if claim.mention else None
