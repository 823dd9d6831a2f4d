"""Functions that were evaluated often, and never told anything.

A helper that every request goes through is called from a thousand places with as many different
arguments. If it tells of apps, headers or Sentry, it does so from the first few on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from replaytag.evaluator.values import External, Value
from replaytag.source import Place

_ANSWERS = ("Error", "Exception", "Response")


def answers(callee: Value) -> bool:
    """Whether calling ``callee`` makes what a request is answered with: that tells nothing."""
    return isinstance(callee, External) and callee.name.endswith(_ANSWERS)


class Silence:
    """Counts how often each function, by its ``def``, is evaluated, and knows which tell."""

    OFTEN = 50
    """Evaluations with different arguments after which a function is known to tell nothing."""

    def __init__(self) -> None:
        self._evaluated: Counter[Place] = Counter()
        self._telling: set[Place] = set()

    def count(self, function: Place) -> None:
        """Says that ``function`` is evaluated once more."""
        self._evaluated[function] += 1

    def tell(self, functions: Iterable[Place]) -> None:
        """Says that what was met tells something; ``functions`` are those that led to it."""
        self._telling.update(functions)

    def tells(self, function: Place) -> bool:
        """Whether anything was met in ``function``, or in what it calls."""
        return function in self._telling

    def __contains__(self, function: Place) -> bool:
        """Whether evaluating ``function`` once more will tell nothing either."""
        return self._evaluated[function] >= self.OFTEN and function not in self._telling
