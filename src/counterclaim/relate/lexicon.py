"""The general English words the lexical scorer knows: no name, no place, no event is in here."""

from __future__ import annotations

from functools import cache

_FUNCTION = """
a about above across after again against all almost along already also although always am among an and
another any anybody anyone anything are around as at away be because been before being below between both but
by can could did do does doing done down during each either else even ever every everybody everyone everything
few for from further get gets give given go going gone got had has have having he her here hers herself him
himself his how however i if in indeed instead into is it its itself just last later least less let like made
make makes making many may me might mine more moreover most mr mrs ms much must my myself near of off often on
once one only onto or other others our ours out over own per perhaps quite rather really said same say saying
says she should since so some somebody someone something soon still such than that the their theirs
them themselves then there therefore these they thing things this those though through thus to today together
too toward towards under until up upon us very was we well went were what whatever when where whether which
while who whom whose why will with within would yes yet you your yours yourself
monday tuesday wednesday thursday friday saturday sunday day days week weeks month months year years
according claim claims claimed allege alleged allegedly allegation allegations accusation accusations report
reports reported reportedly statement statements add added adding note noted tell told call called calling
information assert asserted stress stressed state stated assertion assertions
"""
"""Words that say nothing of what is claimed: grammar, days, and the vocabulary of reporting itself."""

_BEFORE = """
no not never none nobody nothing neither nor without cannot nt deny denies denied denying reject rejects
rejected rejecting dismiss dismisses dismissed dismissing refute refutes refuted refuting dispute disputes
disputed disputing rebut rebuts rebutted debunk debunks debunked refuse refuses refused refusing
"""
"""What stands before the thing it negates."""

_AROUND = """
false falsely fake fakes untrue baseless groundless unfounded lie lies lying disinformation hoax
misinformation rubbish nonsense fabricated fabrication unsubstantiated fiction myth absurd
"""
"""What says of its whole clause that it is not so."""

_UNSETTLED = "unclear unknown uncertain unconfirmed unverified undecided contested disputed"
"""What says that a matter is open, or in dispute on the ground."""

_MATTERS = "situation picture matter status fate outcome contested disputed"
"""What is said of a whole matter: of which one, the report says around it."""

_STEPS = """
capture : enter storm
invade : threaten plan
kill : injure
annex : recognise
"""
"""What on the left is more than what is on the right: it takes the one to do the other, and who grants
the lesser does not grant the greater."""

_BREAKS = "but although though while whereas despite however because unless except which who if after before"
"""Words at which the reach of a negation ends, as it does at a comma."""

_CONCEPTS = """
attack|invade|invasion|offensive|assault|aggression|incursion|attacker|invader
shell|shelling|bombard|bombardment|bomb|bombing|strike|airstrike|fire|missile|target
troop|force|soldier|military|serviceman|servicemen|army|unit|personnel|contingent|garrison
kill|die|dead|death|casualty|casualties|fatality|fatalities|perish
injure|injury|injuries|wound|hurt
capture|take|taken|took|takeover|seize|seizure|control|conquer|occupy|occupation|fall|fell|fallen|overrun
withdraw|withdrawal|withdrew|withdrawn|pullback|pullout|retreat|depart|departure|leave|left
buildup|amass|mass|massing|reinforce|reinforcement|increase|grow|growth|rise|rose|raise|surge|exceed|higher
decrease|decline|reduce|reduction|fell|drop|lower
plane|aircraft|jet|helicopter|warplane
ship|vessel|boat|warship
child|children|kid|kindergarten|school
hospital|clinic|maternity
house|home|residential|apartment|dwelling
civilian|resident|inhabitant|population|people
city|town|village|settlement|capital
plan|intend|intention|intent|prepare|preparation|decide|decision
threat|threaten|menace|danger
lie|disinformation|misinformation|propaganda
talk|negotiate|negotiation|dialogue|meeting
agree|agreement|accord|deal|pact
violate|violation|breach|infringe|infringement
surrender|capitulate|capitulation
resist|resistance|defend|defence|defense|contested|hold|held
attackers|perpetrator|behind|responsible|responsibility|blame|involve|involved|involvement|conduct|role
hack|hacker|cyberattack|cyber|hacking
poison|toxic|chemical|nerve
flee|fled|escape|evacuate|evacuation
normal|norm|usual|ordinary
abuse|torture|mistreat|mistreatment
election|vote|ballot|poll
gas|fuel|oil
migrant|refugee
drone|uav
"""
"""Words that reports use for one another, a line each. Coarse on purpose: they open the question
whether two claims are about one thing, and never settle it alone."""

_OPPOSITES = """
withdraw leave retreat : increase amass remain stay arrive enter deploy
increase rise raise exceed : decrease drop normal stable unchanged
kill : alive survive surrender safe unharmed
capture : resist repel contested liberate
surrender : resist fight
flee : stay remain
open : close shut
start begin launch : end halt stop cease
halt stop suspend : continue resume
accept agree : refuse reject decline
innocent : guilty
guilty : acquit
alive : dead
intact undamaged : destroy damage
win : lose
safe : unsafe dangerous
legal lawful : illegal unlawful
defensive : violate offensive
voluntary : forced
accident accidental crash : shot downed deliberate
present : absent
true : false
succeed : fail
support : oppose
"""
"""Groups that cannot both be said of one thing at one time, each side of a colon one group."""


def stem(word: str) -> str:
    """A word without its ending: crude, and enough to let "planned" meet "plans"."""
    for ending, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: len(word) - len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeosl":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


_ENDINGS = (
    ("ations", 4), ("ation", 4), ("ments", 4), ("ment", 4), ("ings", 3), ("ing", 3), ("ied", 3), ("ies", 3),
    ("ians", 3), ("ian", 3), ("ions", 4), ("ion", 4), ("edly", 3), ("ers", 4), ("ed", 3), ("er", 4),
    ("ly", 4), ("ia", 4), ("es", 3), ("s", 3), ("e", 3), ("y", 4),
)  # fmt: skip


@cache
def function_words() -> frozenset[str]:
    """Words that carry nothing of what is claimed."""
    return frozenset(_FUNCTION.split())


@cache
def before() -> frozenset[str]:
    """Words that negate what follows."""
    return frozenset(_BEFORE.split())


@cache
def around() -> frozenset[str]:
    """Words that negate the clause they stand in."""
    return frozenset(_AROUND.split())


@cache
def breaks() -> frozenset[str]:
    """Words at which a negation ends."""
    return frozenset(_BREAKS.split())


@cache
def concepts() -> dict[str, str]:
    """For each stem of a group, the stem of the group's first word."""
    found: dict[str, str] = {}
    for row in _CONCEPTS.split("\n"):
        words = [word for word in row.split("|") if word]
        for word in words:
            found.setdefault(stem(word), stem(words[0]))
    return found


@cache
def opposites() -> dict[str, frozenset[str]]:
    """For each term, those that cannot hold of the same thing."""
    found: dict[str, set[str]] = {}
    for row in _OPPOSITES.split("\n"):
        left, _, right = (part.split() for part in row.partition(":"))
        for a in left:
            for b in right:
                one, other = term(a), term(b)
                if one != other:
                    found.setdefault(one, set()).add(other)
                    found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def unsettled() -> frozenset[str]:
    """Words that say that a matter is open."""
    return frozenset(_UNSETTLED.split())


@cache
def matters() -> frozenset[str]:
    """Words that are said of a whole matter."""
    return frozenset(_MATTERS.split())


@cache
def lesser() -> dict[str, frozenset[str]]:
    """For each term, those that say less than it of the same thing."""
    rows = (row.partition(":") for row in _STEPS.split("\n") if row)
    return {term(more.strip()): frozenset(map(term, less.split())) for more, _, less in rows}


def term(word: str) -> str:
    """What stands for a lower-case word when two wordings are compared."""
    base = stem(word)
    return concepts().get(base, base)
