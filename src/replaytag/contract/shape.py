"""How a name with the right letters differs in form: blanks, separators, words split or joined."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from replaytag.contract.words import boundaries, is_blank, plain, separators, split, strip_blanks

if TYPE_CHECKING:
    from collections.abc import Iterable


def tag_shape(text: str, right: str) -> str:
    """What is wrong with the form of a tag that has the letters of ``right``, in any case."""
    if how := _strays(text):
        return how
    ends = boundaries(right)
    places = boundaries(text)
    if how := _split_words(right, places, ends | _word_ends(right)):
        return how
    own = separators(right)
    wrong = [char for char in separators(text) if char not in own]
    if wrong or places - ends:
        return f"separates words with {_listed(wrong or separators(text))}"
    if places != ends:
        return f"leaves out {_listed(own)}"
    return _doubled(text, right) or "differs in case"


def header_shape(text: str, right: str) -> str:
    """What is wrong with the form of a header that has the letters of ``right``.

    Only separators part a header's words, so that ``SessionToken`` is one of them; ``-`` and ``_``
    are the same. Empty where there is nothing wrong.
    """
    if how := _strays(text):
        return how
    ends = boundaries(right)
    places = boundaries(text)
    if how := _split_words(right, places, ends):
        return how
    own = separators(right) + "-_"
    if wrong := [char for char in separators(text) if char not in own]:
        return f"separates words with {_listed(wrong)}"
    if missing := ends - places:
        return f"joins {_listed(_words_beside(right, missing, ends))}"
    return _doubled(text, right)


def _strays(text: str) -> str:
    """Whether there are blanks, or other separators at the ends."""
    inner = strip_blanks(text)
    if any(map(is_blank, inner)):
        return "has a blank in it"
    if inner != text:
        return "has blanks round it"
    for char in (text[:1], text[-1:]):
        if char and not char.isalnum():
            return f"has a stray `{char}`"
    return ""


def _doubled(text: str, right: str) -> str:
    for first, second in itertools.pairwise(text):
        if not first.isalnum() and not second.isalnum() and first + second not in right:
            return f"has `{first + second}` for one separator"
    return ""


def _split_words(right: str, places: set[int], ends: set[int]) -> str:
    """Which words of ``right``, parted at ``ends``, are parted by ``places`` as well."""
    counted = [
        (word, sum(start < place < end for place in places))
        for start, end, word in _parts(right, ends)
    ]
    found = [(word, cuts) for word, cuts in counted if cuts]
    if not found:
        return ""
    if len(found) == 1:
        word, cuts = found[0]
        return f"splits `{word}` into {'two' if cuts == 1 else 'several'} words"
    return f"splits {_listed(word for word, _ in found)} into words"


def _words_beside(right: str, places: set[int], ends: set[int]) -> list[str]:
    """The words of ``right`` that have one of ``places`` at either end."""
    return [word for start, end, word in _parts(right, ends) if {start, end} & places]


def _parts(right: str, ends: set[int]) -> list[tuple[int, int, str]]:
    text = plain(right)
    edges = [0, *sorted(ends), len(text)]
    return [(start, end, text[start:end]) for start, end in itertools.pairwise(edges)]


def _word_ends(right: str) -> set[int]:
    return set(itertools.accumulate(len(word.text) for word in split(right)))


def _listed(items: Iterable[str]) -> str:
    *most, last = [f"`{item}`" for item in items]
    return f"{', '.join(most)} and {last}" if most else last
