"""Whether a contract's names, right or misspelt, can occur in a file at all.

A project in which they occur nowhere has no tagger and no misspelt name, and need not be searched
for one. The test works on bytes: most files are told by it without being parsed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from replaytag.contract.names import Contract
from replaytag.contract.target import header_target, tag_target

_SEPARATORS = b"-_"
_LOWER = bytes(range(256)).lower()
_BY_FREQUENCY = "etaoinsrlcdpmfughvybxwkqjz"
"""Letters as they are frequent in code, the rarest last."""
_REACH = 24
"""How far round a damaged word the others of its name are looked for."""
_QUOTED = re.compile(r"""["']([^"'\n]{4,80})["']""")
_NAME = re.compile(r"\w[\w.-]*")
_PARTS = 4
"""Strings that a name may be put together of where it is written."""
_GAP = 6
"""Characters between two of them: quotes, blanks, a sign."""


class Occurrence:
    """Answers for ``contracts``: No for a file that holds none of their names.

    It is also No where two neighbouring words of a name are amiss, ``x-opernepay-sessiontoken``.

    A name that :func:`~replaytag.contract.judge_tag` or ``judge_header`` does not call foreign has
    a word of the contract's own, such as ``replay``, beside another word of the name; or that word
    with one letter amiss, so that a half of it is left, or shortened, beside a neighbour; or what
    is left of it between both its neighbours. Contracts of few or common words, for which this
    does not hold, may occur anywhere.

    Where the word stands behind its neighbour, as it is in the name, that is enough: the rest may
    be elsewhere. Else what stands there is judged: ``session_replay`` and ``replay_openai`` are no
    names of the contract.
    """

    def __init__(self, *contracts: Contract) -> None:
        self._contracts = contracts
        targets = [
            target
            for contract in contracts
            for target in (
                *(tag_target(tag.name) for tag in contract.tags),
                *map(header_target, contract.accepted_headers),
            )
        ]
        self._anywhere = not all(target.survives_a_word for target in targets)
        self._own = sorted({part for target in targets for part in target.own_words()})
        self._words = {word.folded for target in targets for word in target.words}
        self._words = {word for word in self._words if len(word) > 2}

    def __call__(self, data: bytes) -> bool:
        """Whether a name of the contract may stand in ``data``."""
        if self._anywhere:
            return True
        text = data.translate(_LOWER, _SEPARATORS)
        if not any(beginning.search(text) for beginning in self._beginnings):
            return False
        if any(pair.search(text) for pair in self._pairs):
            return True
        places = [
            match.start()
            for word, near in self._intact.items()
            if word in text
            for match in near.finditer(text)
        ]
        suspects = [re.compile(word) for word in self._intact if word in text]
        places += [
            match.start()
            for pattern in (*suspects, *self._damaged)
            for match in pattern.finditer(text)
            if not pattern.groups or self._resembles_own(match[1].decode())
            if self._is_complete(text[max(match.start() - _REACH, 0) : match.end() + _REACH])
        ]
        if not places:
            return False
        # Only whole lines are in the same place in the text as it is written.
        lines = data.split(b"\n")
        numbers = {text.count(b"\n", 0, place) for place in places}
        near_by = [b"\n".join(lines[max(number - 1, 0) : number + 3]) for number in numbers]
        return any(self._is_named(part.decode("utf-8", "replace")) for part in near_by)

    def glimpse(self, words: Iterable[str]) -> Callable[[bytes], bool]:
        """A quick test for a name of the contract or one of ``words`` in a file: No is certain.

        ``words`` are of small letters, and are found however they are written. To look for all at
        once takes little longer than to look for the names alone.
        """
        if self._anywhere:
            return lambda data: True
        patterns = self._find_beginnings(words)

        def tells(data: bytes) -> bool:
            text = data.translate(_LOWER, _SEPARATORS)
            return any(pattern.search(text) for pattern in patterns)

        return tells

    def _is_named(self, text: str) -> bool:
        """Whether one or a few words of ``text``, or what it has in quotes, is a name."""
        # Few files get here, and what judges takes a while to import.
        from replaytag.contract.judge import judge_header, judge_tag
        from replaytag.contract.spelling import Verdict

        return any(
            judge(name, contract).verdict is not Verdict.FOREIGN
            for name in _possible_names(text)
            for contract in self._contracts
            for judge in (judge_tag, judge_header)
        )

    @cached_property
    def _beginnings(self) -> list[re.Pattern[bytes]]:
        return self._find_beginnings()

    def _resembles_own(self, between: str) -> bool:
        """Whether two letters amiss may have made ``between`` of a word of the contract's own."""
        return any(
            (Counter(word) & Counter(between)).total() >= len(word) - 2 for _, word, _ in self._own
        )

    def _find_beginnings(self, words: Iterable[str] = ()) -> list[re.Pattern[bytes]]:
        """Patterns of which one matches wherever one of all the others does, or one of ``words``.

        Most files have none. Those that have the same rare letter are one pattern that begins with
        it: to look for a letter, and only then for what is before it, is faster than to look for a
        word.
        """
        found = {(word, "") for word in (*words, *(word for _, word, _ in self._own))}
        found.update(pair for part in self._own for pair in _damaged(*part))
        rarest: dict[str, list[tuple[str, str]]] = {}
        for start, rest in sorted(found):
            rarest.setdefault(max(start, key=_BY_FREQUENCY.find), []).append((start, rest))
        return [_anchored(letter, pairs) for letter, pairs in rarest.items()]

    @cached_property
    def _pairs(self) -> list[re.Pattern[bytes]]:
        """A word of the contract's own behind the one before it, or before the one behind it."""
        pairs = {
            (before, word) if before not in ("", "x") else (word, after)
            for before, word, after in self._own
        }
        return [re.compile(f"{a}[^a-z]{{0,5}}{b}".encode()) for a, b in sorted(pairs)]

    @cached_property
    def _intact(self) -> dict[bytes, re.Pattern[bytes]]:
        own = sorted({word for _, word, _ in self._own})
        return {word.encode(): _beside(word, self._words - {word}) for word in own}

    @cached_property
    def _damaged(self) -> tuple[re.Pattern[bytes], ...]:
        found = {start + rest for part in self._own for start, rest in _damaged(*part)}
        return tuple(re.compile(pattern.encode()) for pattern in sorted(found))

    @cached_property
    def _parts(self) -> tuple[re.Pattern[bytes], ...]:
        others = self._words.difference(word for _, word, _ in self._own)
        return tuple(re.compile(_any_of(_parts(word)).encode()) for word in sorted(others))

    def _is_complete(self, text: bytes) -> bool:
        """Whether the name's other words, but for one, are there in some form."""
        found = sum(part.search(text) is not None for part in self._parts)
        return found >= len(self._parts) - 1


def _possible_names(text: str) -> set[str]:
    """The words of ``text``, what is in quotes, and what may be put together of neighbours."""
    names = set(_QUOTED.findall(text))
    words = list(_NAME.finditer(text))
    for index, first in enumerate(words):
        joined, end = first[0], first.end()
        names.add(joined)
        for word in words[index + 1 : index + _PARTS]:
            if word.start() - end > _GAP:
                break
            joined, end = joined + word[0], word.end()
            names.add(joined)
    return names


def _beside(word: str, others: Iterable[str]) -> re.Pattern[bytes]:
    """A pattern of ``word`` beside one of ``others``, which may have a letter amiss."""
    whole = f"{_any_of(others)}[^a-z]{{0,5}}"
    part = _any_of(part for other in others for part in _parts(other))
    before = f"(?:{whole}|{part}(?:[^a-z ]{{0,5}}|[a-z]{{1,2}}))"
    whole = f"[^a-z]{{0,5}}{_any_of(others)}"
    after = f"(?:{whole}|(?:[^a-z ]{{0,5}}|[a-z]{{1,2}}){part})"
    return re.compile(f"{before}{word}|{word}{after}".encode())


def _parts(word: str) -> set[str]:
    """What is left of ``word`` where a letter or two are amiss, or where it is shortened."""
    parts = {word[1:], word[:-1], _consonants(word)}
    return parts | {word[:3], word[-4:], word[2:]} if len(word) > 4 else parts


def _any_of(texts: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(set(texts)))})"


def _anchored(letter: str, pairs: Iterable[tuple[str, str]]) -> re.Pattern[bytes]:
    """A pattern of each start and what follows it, searched for by a ``letter`` of the start."""
    ways: dict[str, list[str]] = {}
    for start, rest in pairs:
        place = start.index(letter)
        ways.setdefault(start[: place + 1], []).append(start[place + 1 :] + rest)
    ends = "".join(sorted({before[-2:-1] for before in ways}))
    guard = f"(?<=[{ends}]{letter})" if all(len(before) > 1 for before in ways) else ""
    rests = (f"(?<={before}){_any_of(after)}" for before, after in ways.items())
    return re.compile(f"{letter}{guard}(?:{'|'.join(rests)})".encode())


def _damaged(before: str, word: str, after: str) -> Iterator[tuple[str, str]]:
    """Patterns of which ``word`` with a letter amiss, or shortened, matches one beside others.

    Each is letters that it begins with, and the rest.
    """
    middle = len(word) // 2
    swapped = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    rest = (word[:3], word[-middle:], swapped, _consonants(word))
    room = f"[a-z]{{0,{len(word)}}}?"
    if before:
        for start in (before[:-1] if len(before) > 3 else before, _consonants(before)):
            yield start, f"{room}(?:{'|'.join(rest)})"
    if before and after:
        # Both letters that may be amiss are in this word.
        yield before, f"([a-z]{{{len(word) - 2},{len(word) + 2}}}?)(?:{after}|{after[1:]})"
    if after:
        ends = {after, after[1:], after[:3] if len(after) > 4 else after, _consonants(after)}
        for start in rest:
            yield start, f"{room}(?:{'|'.join(sorted(ends))})"


def _consonants(word: str) -> str:
    return word[0] + "".join(char for char in word[1:] if char not in "aeiou")
