"""One of the contract's names as a target: which other letters are still a misspelling of it.

Two questions decide. *Is what remains of the name enough to tell whose it is?* Only a name of
several words that are not all common ones can lose or change a word; ``session_token`` is not what
is left of ``openReplaySessionToken``, but anybody's. *Has a word become another word?* Short words
leave no room for typos: ``request_ip`` is no slip for ``request_id``.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from replaytag.contract.edits import describe, distance, is_slip
from replaytag.contract.words import Word, letters, separators, split, strip_blanks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INTERCHANGEABLE = frozenset({"guid", "id", "identifier", "key", "token", "uuid"})
"""Words that people put for one another when they remember the rest of a tag."""

_IDLE = frozenset({"header", "id", "key", "tag", "value"})
"""Words that leave a tag the same when added; any other word makes it another tag."""

_COMMON = (
    _INTERCHANGEABLE
    | {"access", "auth", "open", "refresh", "session", "user"}
    | {"correlation", "request", "span", "trace", "transaction"}
    | {"api", "app", "client", "server", "web"}
    | {"http", "name", "uri", "url", "x"}
)
"""Words that do not say whose a name is."""

_NAMESPACE = frozenset(".:/")
"""What parts a namespace from a name in it, as in ``openReplaySession.id``."""

_ORDINARY = r"[^\W_]+(?:[ _-][^\W_]+)*"
"""A name as it is commonly written, as opposed to ``_user_id``, ``$user_id`` or ``user__id``."""


class Target:
    """The right name; headers and tags differ in which words may stand for others."""

    def __init__(self, right: str, *, is_tag: bool) -> None:
        self.right = right
        self.is_tag = is_tag

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return split(self.right)

    @cached_property
    def letters(self) -> str:
        return letters(self.right)

    @cached_property
    def is_distinctive(self) -> bool:
        """Whether the name is long enough, and has a word of its own, to be told by its letters."""
        return len(self.letters) >= 12 and not _all_common(self.words)

    @cached_property
    def survives_a_word(self) -> bool:
        """Whether the name can still be told when one of its words is another or missing."""
        return self.is_distinctive and sum(word.folded != "x" for word in self.words) >= 4

    def own_words(self) -> Iterator[tuple[str, str, str]]:
        """The words that say whose the name is, folded, each between its neighbours."""
        folded = ["", *(word.folded for word in self.words), ""]
        for before, word, after in zip(folded, folded[1:], folded[2:], strict=False):
            if word not in _COMMON:
                yield before, word, after

    def has_letters_of(self, text: str) -> bool:
        """Whether ``text`` is the right name, in whatever form it may have."""
        if letters(text) != self.letters:
            return False
        return self.is_distinctive or re.fullmatch(_ORDINARY, strip_blanks(text)) is not None

    def difference(self, text: str) -> str:
        """How ``text``, whose letters are other ones, misspells the name; empty: not at all."""
        mine = letters(text)
        if mine == self.letters or len(mine) > 2 * len(self.letters) or self._is_namespaced(text):
            return ""
        words = split(text, self._known)
        how = ""
        if self.survives_a_word and re.fullmatch(_ORDINARY, text):
            how = self._word_difference(words)
        return how or self._letter_difference(mine, words)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(word.folded for word in self.words) | _INTERCHANGEABLE

    def _is_namespaced(self, text: str) -> bool:
        return any(char in _NAMESPACE and char not in self.right for char in separators(text))

    def _word_difference(self, words: Sequence[Word]) -> str:
        """A word left out, replaced, added or shortened, or the words in another order."""
        given = [word.folded for word in words]
        right = [word.folded for word in self.words]
        if sorted(given) == sorted(right):
            return "has its words in another order"
        if len(given) + 1 == len(right) and not _all_common(words):
            missing = _without(right, given)
            return "" if missing is None else f"leaves out `{self.words[missing].text}`"
        if len(given) == len(right) + 1:
            extra = _without(given, right)
            return "" if extra is None else self._addition(words[extra], right)
        return self._replacement(words) if len(given) == len(right) else ""

    def _addition(self, word: Word, right: Sequence[str]) -> str:
        if word.folded in right:
            return f"says `{word.text}` twice"
        return f"adds `{word.text}`" if self.is_tag and word.folded in _IDLE else ""

    def _replacement(self, words: Sequence[Word]) -> str:
        changed = [
            (mine, word)
            for mine, word in zip(words, self.words, strict=True)
            if mine.folded != word.folded
        ]
        if all(_shortens(mine.folded, word.folded) for mine, word in changed):
            return " and ".join(f"says `{mine.text}` for `{word.text}`" for mine, word in changed)
        if not self.is_tag or len(changed) != 1:
            return ""
        [(mine, word)] = changed
        if {mine.folded, word.folded} <= _INTERCHANGEABLE:
            return f"says `{mine.text}` for `{word.text}`"
        return ""

    def _letter_difference(self, mine: str, words: Sequence[Word]) -> str:
        size = len(self.letters)
        bound = 0 if size < 6 else 1 if size < 16 else 2
        if abs(len(mine) - size) > bound or (len(mine) > size and self._is_numbered(words)):
            return ""
        edits = distance(mine, self.letters)
        if edits > bound or not self._are_typos(edits, mine, words):
            return ""
        return describe(mine, self.letters)

    def _is_numbered(self, words: Sequence[Word]) -> bool:
        """Whether ``words`` say a number that the name does not: another one of its kind."""
        return any(word.text.isdigit() and word not in self.words for word in words)

    def _are_typos(self, edits: int, mine: str, words: Sequence[Word]) -> bool:
        if len(words) == len(self.words):
            return all(
                given.folded == word.folded or self._is_typo(given.folded, word.folded)
                for given, word in zip(words, self.words, strict=True)
            )
        if len(words) > len(self.words):
            return self.survives_a_word and edits == 1
        return self.survives_a_word or (edits == 1 and is_slip(mine, self.letters))

    def _is_typo(self, given: str, word: str) -> bool:
        """Whether ``given`` is ``word`` mistyped, rather than another word."""
        if len(word) < 4 or distance(given, word) > 1:
            return False
        roomy = self.is_distinctive or (len(word) >= 6 and len(self.words) > 1)
        return roomy or is_slip(given, word)


@lru_cache(maxsize=64)
def tag_target(right: str) -> Target:
    """The tag ``right`` as a target."""
    return Target(right, is_tag=True)


@lru_cache(maxsize=64)
def header_target(right: str) -> Target:
    """The header ``right`` as a target."""
    return Target(right, is_tag=False)


def _all_common(words: Sequence[Word]) -> bool:
    return all(word.folded in _COMMON for word in words)


def _without(longer: Sequence[str], shorter: Sequence[str]) -> int | None:
    """The place in ``longer`` of the one word that ``shorter`` has not, if that is all."""
    for place in range(len(longer)):
        if [*longer[:place], *longer[place + 1 :]] == list(shorter):
            return place
    return None


def _shortens(given: str, word: str) -> bool:
    """Whether ``given`` is ``word``, or short for it: its beginning or its consonants."""
    if given == word:
        return True
    consonants = word[0] + "".join(char for char in word[1:] if char not in "aeiou")
    return 3 <= len(given) <= len(word) - 2 and (word.startswith(given) or given == consonants)
