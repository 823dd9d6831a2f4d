"""What a call of the project's code does, as far as its trace tells."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call
from replaytag.evaluator.values import Entered, External, Made, Member, Value
from replaytag.frameworks.records import Run


def uses_sentry(ev: Evaluator, run: Run) -> bool:
    """Whether a hook calls anything of Sentry's: it may tag the request."""
    return any(
        isinstance(part, External) and part.name.startswith("sentry_sdk")
        for step in ev.trace_of(run.function, run.arguments, run.keywords)
        if isinstance(step, Call)
        for part in _parts(step.made.callee)
    )


def _parts(value: Value) -> Iterator[Value]:
    """A callee, and what it is an attribute or a result of."""
    while True:
        yield value
        match value:
            case Member(owner, _):
                value = owner
            case Made(callee=callee):
                value = callee
            case Entered(context):
                value = context
            case _:
                return
