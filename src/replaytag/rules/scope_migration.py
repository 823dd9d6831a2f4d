"""From the SDK's deprecated scope functions to those that its versions 1 and 2 share, or 2 has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from replaytag.actions import (
    Action,
    AddImport,
    InlineLambda,
    RemoveImport,
    ReplaceCallee,
    ReplaceText,
    Unwrap,
)
from replaytag.diagnostics import Applicability, Fix
from replaytag.evaluator import statements
from replaytag.evaluator.state import Inside
from replaytag.facts import model
from replaytag.facts.walk import walk
from replaytag.fixes.offer import offer
from replaytag.project import sdk
from replaytag.project.contexts import WithItem, statement_of, with_item
from replaytag.project.old_calls import Old, OldCall, dotted
from replaytag.rules.closed_scopes import is_imported
from replaytag.source import Place, Span, frozen

if TYPE_CHECKING:
    from replaytag.project import Project

# What follows was compared by events on 1.45.1 and 2.75.0.
SETTERS = frozenset({"set_tag", "set_tags", "set_user", "set_context", "set_extra", "set_level"})
"""Methods of a scope that the SDK has under the same name, for the request's scope, in all versions
that have the method."""

_SETTERS_OF_2 = SETTERS | {"add_breadcrumb"}
"""Before 2.0 the method of a scope does not do what the function does."""

_OF_HUB = frozenset(
    {
        "capture_event",
        "capture_exception",
        "capture_message",
        "add_breadcrumb",
        "flush",
        "last_event_id",
        "start_span",
        "start_transaction",
    }
)
"""Methods of the current hub that the SDK has under the same name."""

_ALIKE = SETTERS | {
    "add_attachment",
    "add_breadcrumb",
    "add_event_processor",
    "add_error_processor",
    "capture_event",
    "capture_exception",
    "capture_message",
    "set_transaction_name",
}
"""Methods of the scope of ``push_scope`` that do the same on that of ``new_scope``."""

_STORED = frozenset({"fingerprint", "level", "transaction", "user"})
"""Attributes that do the same there."""

_MODULES = ("sentry_sdk", "sentry_sdk.api", "sentry_sdk.hub")
_DEPRECATED = frozenset({"configure_scope", "push_scope", "Hub"})

_PLAIN = frozenset(
    {"bool", "dict", "float", "format", "get", "getattr", "hasattr", "int", "isinstance", "items"}
    | {"join", "keys", "len", "list", "lower", "repr", "sorted", "str", "tuple", "type", "upper"}
    | {"values"}
)
"""What may be called beside a scope and sets nothing of Sentry's."""


@frozen
class Migration:
    """What replaces a deprecated call; without ``actions`` the ``reason`` why nothing does."""

    actions: tuple[Action, ...] = ()
    message: str = ""
    reason: str = ""
    applicability: Applicability = Applicability.SAFE


def migrate(project: Project, old: OldCall) -> tuple[Fix | None, str]:
    """The fix that replaces a deprecated call, or None and the reason why there is none."""
    found = _migration(project, old)
    if not found.actions:
        return None, found.reason
    actions = [*found.actions, *_imports(project, old)]
    return offer(project, actions, found.message, found.applicability)


def _migration(project: Project, old: OldCall) -> Migration:
    if old.kind is Old.RAVEN:
        return Migration(reason="Raven's client is set up in another way than sentry-sdk")
    if old.broken:
        return _broken(old)
    if old.kind is Old.HUB:
        return _hub(old)
    item = with_item(project.ev, old.made.place)
    if item is not None:
        return (_configured if old.kind is Old.CONFIGURE else _pushed)(project, old, item)
    if old.kind is Old.CONFIGURE:
        return _callback(project, old)
    return Migration(reason="it is not entered by `with` where it is called")


def _broken(old: OldCall) -> Migration:
    if old.broken not in SETTERS or old.kind is not Old.CONFIGURE:
        return Migration(reason=f"it is not certain where `{old.broken}` was meant to go")
    return _called(old.made.place, old.broken)


def _called(place: Place, name: str) -> Migration:
    action = ReplaceCallee(place.path, place.span, f"sentry_sdk.{name}")
    return Migration((action,), f"Call `sentry_sdk.{name}`")


def _hub(old: OldCall) -> Migration:
    *owner, name = old.chain.split(".")
    if (owner == ["current", "scope"] and name in SETTERS) or (
        owner == ["current"] and name in _OF_HUB
    ):
        return _called(old.made.place, name)
    return Migration(reason="no one function of sentry-sdk 2 does the same")


def _setters(project: Project, path: str) -> frozenset[str]:
    return _SETTERS_OF_2 if project.sdk_at_least(path, "2.0") else SETTERS


def _getter(project: Project, path: str) -> str:
    """How the request's scope is had in every version that may be installed; empty: not known."""
    if project.sdk_at_least(path, "2.12"):
        return "sentry_sdk.get_isolation_scope()"
    return "sentry_sdk.Scope.get_isolation_scope()" if project.sdk_at_least(path, "2.0") else ""


_UNKNOWN = "that takes sentry-sdk 2.0, which no declared dependency promises"


def _configured(project: Project, old: OldCall, item: WithItem) -> Migration:
    """``with configure_scope() as scope:``"""
    path = old.made.place.path
    span, index = item.statement.span, item.index
    setters = _setters(project, path)
    if item.is_alone and all(name in setters for name, _ in item.methods):
        calls = [
            ReplaceCallee(path, call.span, f"sentry_sdk.{name}") for name, call in item.methods
        ]
        names = ", ".join(f"`sentry_sdk.{name}`" for name in dict(item.methods))
        message = f"Call {names} without the block" if names else "Take the block away"
        return Migration((*calls, Unwrap(path, span, index)), message)
    if item.name is None:
        return Migration(reason="it is bound to something else than a name")
    getter = _getter(project, path)
    if not getter:
        other = next((name for name, _ in item.methods if name not in setters), None)
        use = f"`{item.name}.{other}` needs the scope itself" if other else "the scope is used"
        return Migration(reason=f"{use}, and {_UNKNOWN}")
    code = f"{item.name} = {getter}"
    return Migration((Unwrap(path, span, index, code),), f"Use `{getter}`")


def _callback(project: Project, old: OldCall) -> Migration:
    """``configure_scope(lambda scope: ...)`` or ``configure_scope(function)``"""
    place = old.made.place
    call = statement_of(project.ev, place)
    if call is None or not call.arguments:
        return Migration(reason="it is not entered by `with` where it is called")
    function = call.arguments[0].value
    if isinstance(function, model.Lambda):
        setter = _sole_setter(function, _setters(project, place.path))
        if setter is None:
            return Migration(reason="the `lambda` does more than to call one setter")
        name, span = setter
        actions = (
            ReplaceCallee(place.path, span, f"sentry_sdk.{name}"),
            InlineLambda(place.path, place.span),
        )
        return Migration(actions, f"Call `sentry_sdk.{name}`")
    written = _written(function)
    getter = _getter(project, place.path)
    if not written or len(call.arguments) > 1:
        return Migration(reason="what it is handed is not a name")
    if not getter:
        return Migration(reason=f"`{written}` needs the scope itself, and {_UNKNOWN}")
    action = ReplaceText(place.path, place.span, f"{written}({getter})")
    return Migration((action,), f"Hand over `{getter}`")


def _sole_setter(function: model.Lambda, setters: frozenset[str]) -> tuple[str, Span] | None:
    """The setter that a lambda calls on its parameter, and the call's span; None: it does more."""
    body = function.body
    if len(function.parameters) != 1 or not isinstance(body, model.Call):
        return None
    parameter, callee = function.parameters[0].name, body.callee
    if not isinstance(callee, model.Attribute) or callee.name not in setters:
        return None
    uses = [n for n in walk(body) if isinstance(n, model.Name) and n.id == parameter]
    return (callee.name, body.span) if uses == [callee.value] else None


def _written(node: model.Expression) -> str:
    """The text of a name with dots; empty for any other expression."""
    if isinstance(node, model.Name):
        return node.id
    if isinstance(node, model.Attribute):
        owner = _written(node.value)
        return f"{owner}.{node.name}" if owner else ""
    return ""


def _pushed(project: Project, old: OldCall, item: WithItem) -> Migration:
    """``with push_scope() as scope:``"""
    path = old.made.place.path
    if not project.sdk_at_least(path, "2.0"):
        return Migration(reason=f"`new_scope` takes its place, and {_UNKNOWN}")
    if setter := _request_setter(project, old):
        return Migration(
            reason=f"`{setter}` writes to the scope of the block now, but with `new_scope` it "
            "would write to the request's"
        )
    action = ReplaceCallee(path, old.made.place.span, "sentry_sdk.new_scope")
    is_used_alike = not (item.handed_on or item.outlives) and item.stored <= _STORED
    certain = is_used_alike and _does_only_known(item)
    applicability = Applicability.SAFE if certain else Applicability.UNSAFE
    return Migration((action,), "Use `sentry_sdk.new_scope`", applicability=applicability)


def _request_setter(project: Project, old: OldCall) -> str:
    """What in the block sets something on the request's scope; empty: nothing that is seen."""
    setters = (*_SETTERS_OF_2, "set_transaction_name", "configure_scope", "get_isolation_scope")
    for made in project.ev.made:
        inside = [c for c in made.contexts if isinstance(c, Inside)]
        if not any(context.context is old.made for context in inside):
            continue
        name = dotted(made.callee)
        if name.startswith("sentry_sdk.") and name.rpartition(".")[2] in setters:
            return name.rpartition(".")[2]
    return ""


def _does_only_known(item: WithItem) -> bool:
    """Whether a block calls only what does the same in both kinds of scopes."""
    methods = {call.span for _, call in item.methods}
    if not all(name in _ALIKE for name, _ in item.methods):
        return False
    for node in walk(item.statement.body):
        if isinstance(node, model.Call) and node.span not in methods:
            name = _written(node.callee).rpartition(".")[2]
            name = name or getattr(node.callee, "name", "")
            if name not in _PLAIN and name not in sdk.CAPTURES and not _logs(node.callee):
                return False
    return True


def _logs(callee: model.Expression) -> bool:
    name = _written(callee)
    return "log" in name.lower() and name.rpartition(".")[2] in (
        *("debug", "info", "warning", "error", "exception", "critical"),
    )


def _imports(project: Project, old: OldCall) -> list[Action]:
    """The imports of what replaces a call, and away with that of what it replaces."""
    path = old.made.place.path
    callee = old.made.callee
    if old.broken:
        owner = callee.owner if hasattr(callee, "owner") else callee
        callee = getattr(owner, "callee", callee)
    name = dotted(callee)
    actions: list[Action] = [AddImport(path, "sentry_sdk")]
    head, hub, _ = name.partition(".Hub.")
    module, bound = (head, "Hub") if hub else (name.rpartition(".")[0], name.rpartition(".")[2])
    if module and not is_imported(project, path, bound):
        actions.append(RemoveImport(path, module, bound))
    return actions


@frozen
class UnusedImport:
    """An import of a deprecated name that nothing uses, or not any more."""

    name: str
    place: Place
    fix: Fix | None


def unused_imports(project: Project, path: str) -> Iterator[UnusedImport]:
    """The imports of deprecated names in a file that are not for others to import from it."""
    facts = project.ev.facts(path)
    if facts is None or path.rpartition("/")[2] == "__init__.py":
        return
    lines = project.workspace.scan(path).splitlines()
    for node in statements.imports(facts.body):
        if not node.is_from or node.level or node.module not in _MODULES:
            continue
        if any(b"noqa" in line for line in lines[node.span.line - 1 : node.span.end_line]):
            continue
        for one in node.names:
            bound = one.asname or one.name
            if one.name not in _DEPRECATED or _is_used(facts, bound) or one.asname == one.name:
                continue
            if not is_imported(project, path, bound):
                action = RemoveImport(path, node.module or "", one.name)
                fix, _ = offer(project, (action,), f"Do not import `{one.name}`")
                yield UnusedImport(one.name, Place(path, node.span), fix)


def _is_used(facts: model.FileFacts, name: str) -> bool:
    return any(
        (isinstance(node, model.Name) and node.id == name)
        or (isinstance(node, model.Literal) and node.value == name)
        for node in walk(facts.body)
    )
