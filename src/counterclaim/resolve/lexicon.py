"""Word lists that tell what a noun phrase speaks of (`data/lexicon.tsv`, `data/given_names.tsv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from counterclaim.resolve.tokens import words

MALE, FEMALE = "he", "she"

PERSONAL = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
    "we": "we", "us": "we", "our": "we", "ours": "we", "ourselves": "we",
    "i": "i", "me": "i", "my": "i", "mine": "i", "myself": "i",
    "you": "you", "your": "you", "yours": "you",
    "who": "who", "which": "who", "that": "that", "this": "that", "these": "that", "what": "that",
}  # fmt: skip

DETERMINERS = words(
    """
    the a an this that these those his her its their our my your
    """
)

# Words that begin with a capital only because a sentence does, or that are no part of a name.
FUNCTION = frozenset(PERSONAL) | words(
    """
    a about above according across additionally after afterwards again against ago all allegedly almost
    along already also although always amid among an and another any anyone anything apart are around as
    asked at back based be because been before being below besides between beyond both but by can
    clearly could currently despite did do does during each earlier either else elsewhere even
    eventually ever every everyone everything except few finally first following for former from further
    furthermore given had has have having here however if in indeed instead into is it's just last late
    later let like likewise many maybe meanwhile more moreover most much must near nearly neither never
    nevertheless new next no nobody none nonetheless nor not nothing now of off often on once one only
    onto or other others otherwise out outside over own per perhaps previously rather read recently
    regarding said same says second several shall shortly should similarly since so some someone
    something sometimes soon speaking still such than thanks the then there thereby therefore thus
    though through throughout thus to today together tomorrow tonight too toward towards under unless
    unlike until up upon very via was watch we well were whatever when where whereas whether while whom
    whose why will with within without would yes yesterday yet ok please dear asked added adding citing
    commenting responding answering reacting referring asking noting quoting writing talking photo image
    file advertisement monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december
    """
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Noun (singular or plural) to class ("official", "media", ...), and given name to pronoun."""

    noun: dict[str, str]
    modifiers: frozenset[str]
    organisation: frozenset[str]
    titles: frozenset[str]
    given: dict[str, str]

    def classify(self, word: str) -> str:
        """The class of a noun in lower case, in the singular or the plural; "" when unknown."""
        return self.noun.get(word, "")


def plural(word: str) -> str:
    """The plural of a noun in lower case, by its ending."""
    if word.endswith("man"):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def is_plural(word: str) -> bool:
    """True when a noun in lower case looks like a plural."""
    return word in {"people", "police", "media", "troops", "men", "women", "children"} or (
        word.endswith("s") and not word.endswith(("ss", "us", "is", "news")) and len(word) > 3
    )


@cache
def lexicon() -> Lexicon:
    """The word lists of the package, read once."""
    lists = _read("lexicon.tsv")
    special = {"modifier", "organisation", "title"}
    singular = {word: kind for kind, words in lists.items() if kind not in special for word in words}
    return Lexicon(
        noun={plural(word): kind for word, kind in singular.items()} | singular,
        modifiers=frozenset(lists["modifier"]),
        organisation=frozenset(lists["organisation"]),
        titles=frozenset(lists["title"]),
        given={name: pronoun for pronoun, names in _read("given_names.tsv").items() for name in names},
    )


def _read(name: str) -> dict[str, list[str]]:
    text = (resources.files("counterclaim.resolve") / "data" / name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {kind: words.split("|") for kind, words in rows}
