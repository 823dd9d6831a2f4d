"""The tagging middleware in an app's ``middleware=[...]``, and how existing taggers get there."""

from __future__ import annotations

from collections.abc import Callable

from replaytag.actions import (
    Action,
    AddImport,
    AddKeyword,
    DefineBefore,
    InsertElement,
    ReplaceText,
)
from replaytag.contract import Contract
from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    FunctionValue,
    Made,
    SequenceValue,
    Value,
    definition,
    options,
)
from replaytag.facts import model
from replaytag.frameworks.litestar.hooks import is_middleware_class
from replaytag.frameworks.litestar.layers import Layer
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS, call_middleware, continues
from replaytag.frameworks.records import CONTINUE, Recipe, Run
from replaytag.frameworks.writing.placing import call_around, dotted, imports_module
from replaytag.frameworks.writing.standard_middleware import NAME, asgi_class, class_name
from replaytag.source import Span, frozen

_ELSEWHERE = "the app is not made by a call that can be edited"
_HIDDEN = "the app's call takes options that cannot be read there"
_NO_LIST = "what the app is given as `middleware` is not known to be a list"


@frozen
class _Call:
    """The call with an app's options, the statement it stands in, and the module's path."""

    path: str
    node: model.Call
    statement: Span
    source: Made


def recipe(ev: Evaluator, layer: Layer, contract: Contract) -> Recipe:
    """Defines the middleware before the app and puts it first in the list."""
    code = asgi_class(contract, isolates=False)
    message = f"Tag every request in an ASGI middleware, `{NAME}`"
    snippet = f"{code}\n\napp = Litestar(middleware=[{NAME}])\n"
    call = _call_of(ev, layer)
    if isinstance(call, str):
        return Recipe(message, snippet, reason=call)
    entry = _first_of_middleware(call, NAME)
    if isinstance(entry, str):
        return Recipe(message, snippet, reason=entry)
    module = ev.module(call.path)
    actions: list[Action] = []
    if module is None or class_name(contract) not in module.names:
        actions.append(AddImport(call.path, "sentry_sdk"))
        actions.append(DefineBefore(call.path, call.statement, code))
    return Recipe(message, snippet, (*actions, entry))


def registration(ev: Evaluator, layer: Layer, target: Value) -> Recipe | None:
    """Registers existing middleware, or a function that fits ``before_request``."""
    found = definition(target)
    if found is None:
        return None
    if isinstance(found, FunctionValue) and _fits_before_request(ev, found):
        message = f"Register `{found.name}` as the app's `before_request`"
        snippet = f"app = Litestar(before_request={found.name})\n"
        name = found.name
        return _registered(
            ev, layer, found, message, snippet, lambda call: _as_before_request(call, name)
        )
    entry = found.name
    if isinstance(found, ClassValue) and is_middleware_class(ev, found):
        entry = f"{found.name}()"
        if not _made_of_nothing(ev, found):
            return None
    elif not _is_middleware(ev, found):
        return None
    message = f"Register `{found.name}` first of the app's middleware"
    snippet = f"app = Litestar(middleware=[{entry}])\n"
    return _registered(
        ev, layer, found, message, snippet, lambda call: _first_of_middleware(call, entry)
    )


def _call_of(ev: Evaluator, layer: Layer) -> _Call | str:
    """The call to edit; a reason where there is none."""
    source = layer.source
    if not isinstance(source, Made):
        return _ELSEWHERE
    found = call_around(ev, source.place)
    if found is None:
        return _ELSEWHERE
    node, statement = found
    if not source.complete or any(argument.star for argument in node.arguments):
        return _HIDDEN
    return _Call(source.place.path, node, statement, source)


def _first_of_middleware(call: _Call, entry: str) -> Action | str:
    """Puts ``entry`` first in ``middleware=[...]``; a reason where that cannot be done."""
    for argument in call.node.arguments:
        if argument.name != "middleware":
            continue
        node = argument.value
        if isinstance(node, model.Sequence):
            return InsertElement(call.path, node.span, 0, entry)
        value = call.source.keyword("middleware")
        lists = value is not None and all(isinstance(o, SequenceValue) for o in options(value))
        name = dotted(node)
        if not lists or name is None:
            return _NO_LIST
        return ReplaceText(call.path, node.span, f"[{entry}, *{name}]")
    return AddKeyword(call.path, call.node.span, "middleware", f"[{entry}]")


def _as_before_request(call: _Call, name: str) -> Action | str:
    if any(argument.name == "before_request" for argument in call.node.arguments):
        return "the app has another `before_request` already"
    return AddKeyword(call.path, call.node.span, "before_request", name)


def _registered(
    ev: Evaluator,
    layer: Layer,
    target: FunctionValue | ClassValue,
    message: str,
    snippet: str,
    edit: Callable[[_Call], Action | str],
) -> Recipe:
    """Edits the app's call by ``edit``, and imports ``target`` from elsewhere."""
    call = _call_of(ev, layer)
    if isinstance(call, str):
        return Recipe(message, snippet, reason=call)
    entry = edit(call)
    if isinstance(entry, str):
        return Recipe(message, snippet, reason=entry)
    if isinstance(target, FunctionValue) and (target.environment or target.owner):
        reason = f"`{target.name}` is not defined at module level"
        return Recipe(message, snippet, reason=reason)
    path = target.module.path
    if path == call.path:
        if layer.place.path == path and call.statement.line < target.node.span.line:
            reason = f"`{target.name}` is defined below the app"
            return Recipe(message, snippet, reason=reason)
        return Recipe(message, snippet, (entry,))
    if imports_module(ev, path, call.path):
        reason = f"`{path}` imports `{call.path}`: importing it there would be a cycle"
        return Recipe(message, snippet, reason=reason)
    imported = AddImport(call.path, ev.index.name_of(path), target.name)
    return Recipe(message, snippet, (imported, entry))


def _fits_before_request(ev: Evaluator, function: FunctionValue) -> bool:
    """Whether it is a function of a request that does not hand it on."""
    if function.owner is not None or len(function.node.parameters) != 1:
        return False
    return not _is_middleware(ev, function) and function.node.parameters[0].name in (
        "request",
        "req",
        "_request",
    )


def _is_middleware(ev: Evaluator, target: FunctionValue | ClassValue) -> bool:
    """Whether it takes the app alone and hands requests on."""
    if isinstance(target, ClassValue):
        init = find_method(ev, target, "__init__")
        parameters = init.node.parameters[1:] if init else ()
    elif target.environment is None and target.owner is None:
        parameters = target.node.parameters
        if len(parameters) != 1:
            return False
    else:
        return False
    required = [p for p in parameters if p.default is None and p.kind not in ("*", "**")]
    if len(required) > 1:
        return False
    called = call_middleware(ev, target, (), (), target.place)
    return called is not None and any(_hands_on(ev, run) for run in called.runs)


def _hands_on(ev: Evaluator, run: Run) -> bool:
    if isinstance(run.function, Made):
        run.function.attributes.setdefault("app", CONTINUE)
    return continues(ev, run)


def _made_of_nothing(ev: Evaluator, cls: ClassValue) -> bool:
    """Whether an instance can be made without arguments, and hands requests on."""
    init = find_method(ev, cls, "__init__")
    parameters = init.node.parameters[1:] if init else ()
    if any(p.default is None and p.kind not in ("*", "**") for p in parameters):
        return False
    handle = ev.attribute(ev.generic_instance(cls), "handle")
    return continues(ev, Run(handle, (*CALL_ARGUMENTS, CONTINUE)))
