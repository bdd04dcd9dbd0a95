"""Site boilerplate in the text of a report, marked so that no attribution is taken from it.

The text keeps every character; `find` only says where the boilerplate is. Two kinds of rule:

- `CLOSERS` begin something that runs to the end of the report. They are peeled off from the
  end, again and again, each only when what it would take is no longer than its `reach`.
- `LINES` are self-contained and unmistakable wherever they stand.

Precision goes first: a line missed costs a spurious attribution at worst, a line wrongly
marked loses a true one. Every pattern is linear: repeats are bounded, and none holds another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.types import Span, Spans

# More peelings than any page of the six wires looked at needed (at most four).
_MAX_PEELINGS = 8
# Two marked stretches with less than this between them, all of it punctuation, are one.
_GAP = re.compile(r"[\s_*|•·–—.-]{0,8}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, tried only on texts that hold `hint`; `reach` bounds what a closer may take."""

    hint: str
    pattern: re.Pattern[str]
    reach: int = 0


def _closer(hint: str, pattern: str, reach: int) -> Rule:
    # A closer begins a sentence: after white space, closing punctuation or a separator.
    return Rule(hint, re.compile(rf"(?<![^\s.!?\"”’')\]_*|•])(?:{pattern})", re.M), reach)


def _line(hint: str, pattern: str) -> Rule:
    return Rule(hint, re.compile(pattern, re.M))


_SOCIAL = r"(?:Twitter|X|Facebook|Instagram|Telegram|YouTube|WhatsApp|TikTok|LinkedIn|Bluesky|Threads)"
# Nothing but names to the end: what tells "Reporting by A. Smith in Oslo" from a sentence of the
# report that begins so ("Reporting by the Herald has shown ...").
_NAME = r"[A-Z][\w'’.-]{0,30}"
_NAMES = rf"(?:{_NAME}[,;]?\s{{1,2}}(?:(?:and|in|at|for|of)\s)?){{0,40}}{_NAME}[.)]{{0,2}}\s*\Z"
# Nothing but headlines to the end: short lines, none ending like a sentence.
_HEADLINES = r"[ \t]{0,3}:?[ \t]{0,3}\n+(?:[^\n]{1,160}(?<![.!?\"”’])(?:\n+|\Z)){1,15}\Z"

CLOSERS: tuple[Rule, ...] = (
    # The agency's code of conduct, then teasers and notes about the agency and its products.
    _closer("Our Standards:", r"Our Standards: ", 3000),
    # An agency about itself.
    _closer("news and media division", r"[A-Z]\w{1,30}, the news and media division of ", 2500),
    # Market data notice at the foot of a page.
    _closer("quotes delayed", r"All quotes delayed (?:a minimum of|by at least) ", 600),
    # Credits: "Reporting by A in B; Editing by C", "(Additional reporting by D)".
    _closer(
        " by ", r"\(?(?:Additional r|R)eporting (?:and writing )?by [A-Z][^\n]{1,500}[Ee]diting by ", 600
    ),
    _closer(" by ", rf"\(?(?:Additional r|R)eporting (?:and (?:writing|editing) )?by {_NAMES}", 400),
    _closer(" by ", rf"\(?(?:Written|Writing|Editing|Edited|Compiled|Produced|Translated) by {_NAMES}", 300),
    _closer("Reporter", rf"Reporters?: {_NAMES}", 150),
    # Credits after a separator: "___ Smith reported from Oslo. Writers A in B and C contributed ..."
    _closer("__", r"_{2,}\s+[A-Z][^.!?\n_]{1,160} reported from ", 900),
    _closer("__", r"_{2,}\s+[A-Z][^_]{1,700} contributed(?: to this (?:report|story|article))?\.?\s*\Z", 800),
    # The same without one: "A Person contributed reporting."
    _closer("contributed", r"[A-Z][^.!?\n]{1,200} contributed (?:reporting|to this (?:report|story))\b", 400),
    # "___ Follow all stories on the talks at https://...", "___ More golf: https://..."
    _closer("http", r"(?:_{2,}\s*)?Follow [^.!?\n]{1,160} at:? https?://", 400),
    _closer("http", r"(?:_{2,}\s*)?More [^.!?\n:]{1,60}: https?://", 400),
    _closer("http", r"(?:_{2,}\s*)?(?:Find|Read|See) (?:out )?more\b[^.!?\n]{0,80}:? https?://", 400),
    # "Follow us on Facebook", "Why not follow the desk on Twitter? Send story ideas to ..."
    _closer("ollow ", rf"(?:Why not f|You can (?:also )?f|F)ollow [^.!?\n]{{1,80}} on {_SOCIAL}\b", 500),
    _closer("ollow", r"Follow (?:us|him|her|them|the author) (?:on\b|@)", 400),
    # Calls to write in: "Are you in ...? Share your experiences. Email ..."
    _closer(
        "@",
        r"(?:(?:Are|Have|Do|Did) you [^.?!\n]{1,120}\?\s{0,3}){0,4}"
        r"(?:Share your (?:experiences?|story|stories|views)\b|Email (?:us at )?[\w.+-]{1,40}@"
        r"|(?:You can also s|S)end (?:us )?(?:in )?(?:your|story|a story)\b[^.!?\n]{0,60} to [\w.+-]{1,40}@"
        r"|If you have a (?:story|tip)\b)",
        700,
    ),
    _closer("touch", r"You can also get in touch in the following ways", 900),
    _closer("questions", r"Send us your (?:questions|comments|thoughts)\b", 200),
    _closer("eedback", r"We(?:'|’)d love to (?:get|hear) your feedback\b", 200),
    # Headlines of other stories.
    _closer("ore on this", r"More on this (?:story|topic)\b", 900),
    _closer("interested in", r"You (?:may|might) also be interested in\b", 900),
    _closer("also like", r"You (?:may|might) also like\b", 900),
    _closer("ead more", r"Read more (?:from|on the story|about this|on this)\b", 300),
    _closer("ead", rf"^(?:Read (?:more|also|next)|READ (?:MORE|ALSO|NEXT)){_HEADLINES}", 1500),
    _closer(
        "elated", rf"^Related(?: (?:stories|articles|topics|coverage|content|links|news))?{_HEADLINES}", 1500
    ),
    _closer("elated", r"Related (?:[Ss]tories|[Aa]rticles|[Cc]overage|[Hh]eadlines|[Ff]iles)\b", 600),
    _closer("o", rf"^(?:More (?:stories|from [^\n]{{1,40}})|Most (?:read|popular|viewed)){_HEADLINES}", 1500),
    # Who the outlet or the author is.
    _closer("bout ", r"^About (?:us|the authors?|this (?:site|page))[ \t]{0,3}:?$", 700),
    _closer("bout the A", r"About the Authors?\b", 500),
    # Where a release or an article first ran; distributors' notes.
    _closer("View ", r"View (?:the )?(?:original|source) (?:content|version)\b", 500),
    _closer("istributed by", r"Press [Rr]elease [Dd]istributed by ", 150),
    _closer("first ", r"This (?:article|story|piece) (?:was )?first (?:published|appeared)\b", 250),
    _closer("originally ", r"This (?:article|story|piece) (?:was )?originally (?:published|appeared)\b", 250),
    # Legal notices.
    _closer("rivate Securities", r"[A-Z][^.\n]{1,400} Private Securities Litigation Reform Act\b", 6000),
    _closer(
        "not responsible",
        r"[A-Z][^.!?\n]{1,60} is not responsible for the (?:content of|material quoted)",
        200,
    ),
    _closer("ights reserved", r"(?:©|\(c\)|Copyright\b)[^\n]{0,120}[Aa]ll rights reserved", 400),
    _closer("ights reserved", r"All rights reserved\b", 300),
    _closer("opyright", r"Copyright (?:©|\([cC]\)|(?:19|20)\d\d)", 300),
    _closer("©", r"© ?(?:19|20)\d\d\b", 300),
    # An agency on its own fact checking and funding.
    _closer("effort to address", r"This is part of [^.!?\n]{1,40} effort to address widely shared\b", 500),
    _closer("for all content", r"[A-Z][^.!?\n]{1,80} is (?:solely )?responsible for all content\b", 200),
    # Subscriptions.
    _closer("ubscribe", r"Subscribe (?:to|now|for|today)\b", 300),
    _closer("ownload", r"Download (?:our|the) [^.!?\n]{0,40}\bapp\b", 300),
)

LINES: tuple[Rule, ...] = (
    # Registration and newsletters.
    _line(
        "egister now", r"\bRegister now for (?:FREE|free)\b[^.!?\n]{0,60}(?:\.\w{2,10}\b)?(?: Register\b)?"
    ),
    _line(
        "ign up",
        r"\bSign up (?:for|to) (?:our|a|the)\b[^.!?\n]{0,80}\b(?:newsletters?|inbox|briefing|alerts)\b[.!]?",
    ),
    _line("newsletter", r"\bSubscribe to (?:our|the) [^.!?\n]{0,60}newsletters?\b[.!]?"),
    # Live pages.
    _line(
        "ollow ", r"\*?\bFollow [^.!?\n]{1,60} [Ll]ive (?:[Ff]eed|[Bb]log|[Cc]overage)\b[^.!?\n]{0,60}[.!]?"
    ),
    # Players that did not play.
    _line("This video", r"\bThis video can ?not be played\b|\bThis video has no sound\b\.?"),
    _line("enable JavaScript", r"\b(?:To view this video )?[Pp]lease enable JavaScript\b[^.!?\n]{0,80}"),
    # Cookies.
    _line("cookies", r"\b(?:We|This (?:web)?site|Our (?:web)?site) uses? cookies\b[^.!?\n]{0,160}[.!]?"),
    _line("cookies", r"\bBy (?:continuing|using|clicking)\b[^.!?\n]{0,120}\bcookies\b[^.!?\n]{0,80}[.!]?"),
    # Copyright and opinion notices.
    _line("redistributed", r"\bThis material may not be published, broadcast\b[^.!?\n]{0,120}[.!]?"),
    _line(
        "expressed in this",
        r"\bThe (?:views|opinions|views and opinions) expressed in this [^.!?\n]{1,240}[.!]?",
    ),
    # A link to another story on a line of its own.
    _line(
        ":",
        r"^(?:READ (?:MORE|ALSO)|Read (?:more|also)|ALSO READ|SEE ALSO|See also)[ \t]{0,2}:[^\n]{1,200}$",
    ),
)


def find(text: str) -> Spans:
    """The spans of `text` that are site boilerplate, sorted and disjoint."""
    return _joined(sorted([*_closing(text), *_standing(text)]), text)


def _closing(text: str) -> Iterator[Span]:
    """What the closers take, from the end of the text forwards."""
    end = len(text.rstrip())
    for _ in range(_MAX_PEELINGS):
        start = min((_start(rule, text, end) for rule in CLOSERS), default=end)
        if start >= end:
            return
        yield Span(start, end)
        end = len(text[:start].rstrip())


def _start(rule: Rule, text: str, end: int) -> int:
    """Where `rule` first matches within its reach of `end`, or `end`."""
    begin = max(0, end - rule.reach)
    if text.find(rule.hint, begin, end) < 0:
        return end
    match = rule.pattern.search(text, begin, end)
    return match.start() if match else end


def _standing(text: str) -> Iterator[Span]:
    for rule in LINES:
        if rule.hint in text:
            yield from (Span(*match.span()) for match in rule.pattern.finditer(text))


def _joined(spans: list[Span], text: str) -> Spans:
    """Sorted spans with those that overlap, or have but punctuation between them, made one."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and (span.start <= last.end or _GAP.fullmatch(text, last.end, span.start)):
            joined[-1] = Span(last.start, max(last.end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
