"""The blocks that close a scope, and what a request meets while they are open."""

from __future__ import annotations

from replaytag.evaluator.state import Call, Inside, Step, Store
from replaytag.evaluator.values import Made, Parameter, root
from replaytag.frameworks.records import CONTINUE
from replaytag.project import scopes, sdk, sentry
from replaytag.source import frozen


@frozen
class ScopeBlock:
    """A ``with`` block, or a callback, that opens a scope of Sentry's and closes it.

    ``continues`` is whether the rest of the request is handed on in it; ``reports`` whether an
    event may be sent in it; and ``shared`` whether anything else of Sentry's is used in it.
    """

    inside: Inside
    continues: bool
    reports: bool
    shared: bool

    @property
    def opener(self) -> Made:
        """The call of ``push_scope`` or the like."""
        assert isinstance(self.inside.context, Made)
        return self.inside.context

    @property
    def name(self) -> str:
        """The name of the function that opens the scope."""
        return scopes.opened_scope(self.inside) or ""


def scope_blocks(call: sentry.TagCall, steps: tuple[Step, ...]) -> tuple[ScopeBlock, ...]:
    """The blocks with whose end the tag of ``call`` is gone, as the ``steps`` of a trace show."""
    return tuple(
        ScopeBlock(
            inside,
            any(root(made.callee) == CONTINUE for made in _calls(steps, inside)),
            any(_reports(made) for made in _calls(steps, inside)),
            any(_is_other(step, call, inside) for step in steps if inside in step.contexts),
        )
        for inside in scopes.closing(call.form, call.contexts)
    )


def _calls(steps: tuple[Step, ...], inside: Inside) -> list[Made]:
    return [step.made for step in steps if isinstance(step, Call) and inside in step.contexts]


def _reports(made: Made) -> bool:
    """Whether a call sends an event, or runs something unknown that may do so."""
    if sdk.is_capture(made):
        return True
    start = root(made.callee)
    return isinstance(start, Parameter) and made.callee == start


def _is_other(step: Step, call: sentry.TagCall, inside: Inside) -> bool:
    """Whether a step uses Sentry for something else than to set the tag of ``call``."""
    if isinstance(step, Store):
        return sdk.is_sentry(step.owner)
    if not isinstance(step, Call):
        return False
    made = step.made
    if made is inside.context or not sdk.is_sentry(made.callee):
        return False
    tags = [tag.name for tag in sentry.tag_calls(made, step.contexts)]
    return not tags or any(name != call.name for name in tags)
