"""Tags on scopes that are closed before the error is reported; RT401 and RT405 share it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.actions import Action, AddImport, InlineLambda, RemoveImport, ReplaceCallee, Unwrap
from replaytag.diagnostics import Applicability, Fix
from replaytag.evaluator.values import FunctionValue, Member, definition
from replaytag.facts import model
from replaytag.fixes.offer import offer
from replaytag.project import sdk
from replaytag.project.attempts import Outcome
from replaytag.project.contexts import with_item
from replaytag.project.needs import is_needed
from replaytag.source import Place, frozen

if TYPE_CHECKING:
    from replaytag.evaluator.values import Made, Value
    from replaytag.project import Project
    from replaytag.project.attempts import Attempt
    from replaytag.project.scope_blocks import ScopeBlock

_LOGS = frozenset({"error", "exception", "critical", "fatal"})
"""Methods of loggers whose messages Sentry reports."""


@frozen
class ClosedScope:
    """The contract's tags that are gone with the end of one block.

    ``blocks`` has more than one where scopes are opened inside each other.
    """

    blocks: tuple[ScopeBlock, ...]
    attempts: tuple[Attempt, ...]
    decorates: bool
    """Whether the block runs a function that is decorated."""

    @property
    def block(self) -> ScopeBlock:
        """The innermost block."""
        return self.blocks[-1]

    @property
    def opener(self) -> Place:
        """The call that opens the scope."""
        return self.block.opener.place

    @property
    def tag(self) -> str:
        return self.attempts[0].call.name or ""

    @property
    def wraps(self) -> bool:
        """Whether the rest of the request runs while the scope is open."""
        return self.isolated and (self.decorates or any(b.continues for b in self.blocks))

    @property
    def isolated(self) -> bool:
        """Whether Sentry has opened a scope for the request round them."""
        return all(attempt.isolated for attempt in self.attempts)


def closed_scopes(project: Project) -> list[ClosedScope]:
    """The scopes that close before the error is reported, in order of their places.

    Not those in which an event is sent, for which the tag may be meant, and not those whose tag
    nobody needs.
    """
    found: dict[Place, list[Attempt]] = {}
    for attempt in project.attempts:
        if attempt.outcome is Outcome.CLOSED and attempt.blocks and _is_lost(project, attempt):
            found.setdefault(attempt.blocks[-1].opener.place, []).append(attempt)
    scopes = []
    for opener, attempts in found.items():
        item = with_item(project.ev, opener)
        decorates = item is not None and item.runs_decorated
        scopes.append(ClosedScope(attempts[0].blocks, tuple(attempts), decorates))
    return sorted(scopes, key=lambda scope: scope.opener)


def _is_lost(project: Project, attempt: Attempt) -> bool:
    for block in attempt.blocks:
        if block.continues:
            continue
        # A context manager of the project's own: what runs in it is seen where it is entered.
        if any(block.inside in contexts for contexts in project.ev.paused.values()):
            return False
        if block.reports or any(
            _may_log(made) for made in project.ev.made if block.inside in made.contexts
        ):
            return False
    return is_needed(project, attempt)


def _may_log(made: Made) -> bool:
    return (
        sdk.is_capture(made)
        or (isinstance(made.callee, Member) and made.callee.name in _LOGS)
        or (getattr(made.callee, "name", "").startswith("logging.") and _last(made.callee) in _LOGS)
    )


def _last(callee: Value) -> str:
    return getattr(callee, "name", "").rpartition(".")[2]


def fix_of(project: Project, scope: ClosedScope) -> tuple[Fix | None, str]:
    """The fix that sets the tags on the request's scope, or None and the reason."""
    actions, reason = _actions(project, scope)
    if not actions:
        return None, reason
    applicability = Applicability.SAFE
    if scope.block.shared or not project.is_met(scope.attempts[0]):
        applicability = Applicability.UNSAFE
    message = f"Tag the request without `{scope.block.name}()`"
    return offer(project, actions, message, applicability)


def safely_fixed(project: Project, *, wraps: bool) -> frozenset[Place]:
    """The places of the tag calls that a safe fix makes tag the request.

    ``wraps`` is whether the rest of the request runs while the scope is open.
    """
    return frozenset(
        attempt.place
        for scope in closed_scopes(project)
        if scope.wraps is wraps
        and (fix := fix_of(project, scope)[0])
        and fix.applicability is Applicability.SAFE
        for attempt in scope.attempts
    )


def _actions(project: Project, scope: ClosedScope) -> tuple[list[Action], str]:
    """What takes the block away, or the reason why nothing does."""
    opener = scope.block.opener
    path = opener.place.path
    if len(scope.blocks) > 1:
        return [], "scopes are opened inside each other"
    if not scope.isolated:
        return [], "without a scope of its own, the tag would leak into other requests"
    calls = [attempt.call for attempt in scope.attempts]
    if any(call.within != opener.within or call.place.path != path for call in calls):
        return _callback_actions(project, scope)
    item = with_item(project.ev, opener.place)
    if item is None:
        return _callback_actions(project, scope)
    own = {call.place.span for call in calls}
    methods = {call.span for _, call in item.methods}
    if not item.is_alone:
        return [], f"`{item.name}` is used otherwise, too" if item.name else "it is bound otherwise"
    if methods - own:
        return [], f"`{item.name}` is used for something else, too"
    actions: list[Action] = [
        ReplaceCallee(path, call.span, f"sentry_sdk.{name}") for name, call in item.methods
    ]
    actions.append(Unwrap(path, item.statement.span, item.index))
    return [*actions, *imports(project, opener, added=bool(item.methods))], ""


def _callback_actions(project: Project, scope: ClosedScope) -> tuple[list[Action], str]:
    """What takes ``push_scope(lambda scope: scope.set_tag(...))`` apart."""
    opener = scope.block.opener
    function = definition(opener.argument(0, "callback") or opener)
    if not isinstance(function, FunctionValue):
        return [], "what opens the scope stands somewhere else than what sets the tag"
    if not isinstance(function.node, model.Lambda):
        return [], "the function that is handed the scope may be used otherwise"
    place = scope.attempts[0].place
    if function.node.body.span != place.span:
        return [], "the `lambda` does more than to set the tag"
    actions: list[Action] = [
        ReplaceCallee(place.path, place.span, "sentry_sdk.set_tag"),
        InlineLambda(opener.place.path, opener.place.span),
    ]
    return [*actions, *imports(project, opener, added=True)], ""


def imports(project: Project, opener: Made, *, added: bool) -> list[Action]:
    """The import that replaced calls need, and that of the opener, unless others import it."""
    path = opener.place.path
    module, _, name = getattr(opener.callee, "name", "").rpartition(".")
    actions: list[Action] = [AddImport(path, "sentry_sdk")] if added else []
    if module and not is_imported(project, path, name):
        actions.append(RemoveImport(path, module, name))
    return actions


def is_imported(project: Project, path: str, name: str) -> bool:
    """Whether a file may import ``name`` from the one at ``path``; not asked without edits."""
    importers = project.reach.importers(path) if project.edits else ()
    return any(project.ev.mentions(other, name) for other in importers)
