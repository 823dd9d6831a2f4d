"""Hooks that hand requests on inside a scope which they have opened themselves."""

from __future__ import annotations

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call, Inside
from replaytag.evaluator.values import External, Made, Value
from replaytag.frameworks.records import CONTINUE, Run

_OPENERS = ("isolation_scope", "push_scope", "Hub")
"""What forks the scope that a plain ``set_tag`` writes to."""


def is_scope(value: Value) -> bool:
    """Whether ``value`` is ``sentry_sdk.isolation_scope()`` or its like.

    A hub of one's own is that of SDKs before 2.0: ``with Hub(Hub.current):``.
    """
    if not isinstance(value, Made) or not isinstance(value.callee, External):
        return False
    root, _, name = value.callee.name.rpartition(".")
    return root.partition(".")[0] == "sentry_sdk" and name in _OPENERS


def hands_on_inside(ev: Evaluator, run: Run) -> bool:
    """Whether the rest of the request runs in a scope that ends with the hook's call."""
    return any(
        isinstance(context, Inside) and is_scope(context.context)
        for step in ev.trace_of(run.function, run.arguments)
        if isinstance(step, Call) and step.made.callee == CONTINUE
        for context in step.contexts
    )
