"""Whether Sentry's integration for AWS Lambda is on, which has a scope for each invocation."""

from __future__ import annotations

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import External, Made, SequenceValue, Value, options

_NAME = ".AwsLambdaIntegration"
_INIT = "sentry_sdk.init"
_FILES = 500


def has_integration(ev: Evaluator, path: str) -> bool:
    """Whether the integration is on where the file at ``path`` runs.

    A repository may have several services. What starts Sentry in the file itself or in one that it
    imports is what counts, else what lies nearest.
    """
    on, off = ev.remembered("aws_integration", lambda: _starts(ev))
    if not on or not off:
        return bool(on)
    reached = _reached(ev, path)
    if on.isdisjoint(reached) != off.isdisjoint(reached):
        return not on.isdisjoint(reached)
    return max(_shared(path, other) for other in on) >= max(_shared(path, other) for other in off)


def _starts(ev: Evaluator) -> tuple[frozenset[str], frozenset[str]]:
    """The files that start Sentry with the integration, and those that do without."""
    on: set[str] = set()
    off: set[str] = set()
    for made in ev.made:
        if not isinstance(made.callee, External):
            continue
        if made.callee.name.endswith(_NAME):
            on.add(made.place.path)
        elif made.callee.name == _INIT and _is_known(made) and not _is_among(made):
            off.add(made.place.path)
    return frozenset(on), frozenset(off)


def _is_known(init: Made) -> bool:
    """Whether it can be told which integrations a call of ``init`` lists."""
    listed = init.keyword("integrations")
    known = listed is None or all(
        isinstance(o, SequenceValue) and o.complete for o in options(listed)
    )
    return init.complete and known


def _is_among(init: Made) -> bool:
    listed = init.keyword("integrations")
    return any(
        _is_integration(integration)
        for option in (options(listed) if listed is not None else ())
        if isinstance(option, SequenceValue)
        for element in option.elements
        for integration in options(element)
    )


def _is_integration(value: Value) -> bool:
    callee = value.callee if isinstance(value, Made) else value
    return isinstance(callee, External) and callee.name.endswith(_NAME)


def _reached(ev: Evaluator, path: str) -> set[str]:
    """The file itself, and those that it imports, directly or not."""
    seen: set[str] = set()
    waiting = [path]
    while waiting and len(seen) < _FILES:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting.extend(sorted(ev.imported_paths(current)))
    return seen


def _shared(path: str, other: str) -> int:
    """How many folders two files have in common."""
    pairs = zip(path.split("/")[:-1], other.split("/")[:-1], strict=False)
    count = 0
    for one, two in pairs:
        if one != two:
            break
        count += 1
    return count
