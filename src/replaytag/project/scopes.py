"""How long a scope of Sentry's lasts, and which one a call without a scope of its own writes to.

As the real SDKs do it (1.45 and 2.75).
"""

from __future__ import annotations

from replaytag.evaluator.state import Context, Inside
from replaytag.evaluator.values import Made
from replaytag.project.sdk import is_sentry, last_name

OPENERS = frozenset(
    {"configure_scope", "push_scope", "new_scope", "isolation_scope"}
    | {"use_scope", "use_isolation_scope"}
)
"""Functions that give a scope to a ``with`` block or a callback."""
GETTERS = frozenset({"get_isolation_scope", "get_current_scope", "get_global_scope"})
"""Functions that give one that is there."""
_SHORT_LIVED = frozenset({"push_scope", "new_scope", "isolation_scope"})
_OWN_HUB = "Hub"
"""``with Hub(Hub.current):`` does before SDK 2.0 what ``isolation_scope`` does since."""
_FORKS = frozenset({"push_scope", "isolation_scope", _OWN_HUB})
"""Those that fork the isolation scope, which top-level setters write to, and not the current one.
"""


def plain_scope(contexts: tuple[Context, ...]) -> str:
    """Where ``sentry_sdk.set_tag`` would write in these surroundings."""
    return current("top", contexts)


def lifetime(name: str) -> str:
    """Whether the scope that one of ``OPENERS`` gives ends with its block, or is the request's."""
    return "closed" if name in _SHORT_LIVED else "request"


def current(form: str, contexts: tuple[Context, ...]) -> str:
    """Where a setter without a scope of its own writes, given the ``with`` blocks around it.

    ``push_scope`` and ``isolation_scope`` fork the isolation scope; ``new_scope`` only the current
    one, which top-level setters do not write to.
    """
    forks = {*_SHORT_LIVED, _OWN_HUB} if form == "get_current_scope" else _FORKS
    for context in contexts:
        if (
            isinstance(context, Inside)
            and isinstance(context.context, Made)
            and is_sentry(context.context)
            and last_name(context.context.callee) in forks
        ):
            return "closed"
    return "request"


def opened_scope(context: Context) -> str | None:
    """The name of the scope function whose ``with`` block this is, if it ends with the block."""
    if (
        isinstance(context, Inside)
        and isinstance(context.context, Made)
        and is_sentry(context.context)
    ):
        name = last_name(context.context.callee)
        return name if name in _SHORT_LIVED or name == _OWN_HUB else None
    return None


def closing(form: str, contexts: tuple[Context, ...]) -> tuple[Inside, ...]:
    """The ``with`` blocks at whose end a tag that is set in this ``form`` is gone.

    A callback's block is the call that it is handed to. ``new_scope`` takes only what is set on
    the scope that it gives, or on the current one.
    """
    own = form.startswith(("new_scope", "get_current_scope"))
    found = (c for c in contexts if isinstance(c, Inside))
    return tuple(c for c in found if opened_scope(c) in _FORKS or (own and opened_scope(c)))


def opens_scope(made: Made) -> bool:
    """Whether this call makes a scope that a ``with`` block may be entered with."""
    name = last_name(made.callee)
    return (name in OPENERS or name == _OWN_HUB) and is_sentry(made.callee)
