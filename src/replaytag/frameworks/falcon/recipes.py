"""The tagging middleware for Falcon, and how middleware is registered there."""

from __future__ import annotations

from collections.abc import Callable

from replaytag.actions import (
    Action,
    AddImport,
    AddKeyword,
    DefineBefore,
    InsertAfter,
    InsertElement,
    ReplaceText,
)
from replaytag.contract import Contract
from replaytag.evaluator.classes import find, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Made,
    SequenceValue,
    Value,
    definition,
    options,
)
from replaytag.facts import model
from replaytag.frameworks.falcon.apps import (
    constructors,
    is_asgi,
    is_before_3,
    listed_middleware,
    scope_in,
)
from replaytag.frameworks.reading.asgi import call_middleware, continues
from replaytag.frameworks.records import App, Recipe, Scope
from replaytag.frameworks.writing.placing import (
    binding_of,
    call_at,
    dotted,
    imports_module,
    list_at,
)
from replaytag.frameworks.writing.served_name import complete
from replaytag.frameworks.writing.standard_middleware import NAME, asgi_class, class_name
from replaytag.source import Place, Span, frozen

_COMPONENT = '''\
class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    {keyword} process_request(self, req, resp):
        token = req.get_header("{header}")
        if token:
            sentry_sdk.set_tag("{tag}", token)
'''
_UNBOUND = "the app is not bound to a name by a statement of its own"
_HIDDEN = "its middleware is not listed in the call that makes it"


@frozen
class _Spot:
    """Where a middleware object goes: ``actions`` register the expression that they are given.

    ``anchor`` is the statement before which a class for it can be defined.
    """

    path: str
    anchor: Span
    actions: Callable[[str], tuple[Action, ...]]
    reason: str = ""


def recipe(ev: Evaluator, app: App, contract: Contract) -> Recipe:
    """Defines the middleware beside the call that makes the app, and registers it."""
    asgi = is_asgi(app.value)
    if asgi and scope_in(ev, app.value) is Scope.OUTSIDE:
        code = asgi_class(contract, isolates=True)
        message = f"Wrap the finished app in an ASGI middleware, `{NAME}`"
        shown = _snippet_of_wrapping(ev, app)
        return _written(ev, code, _wrapping(ev, app), NAME, shown, message, contract)
    keyword = "async def" if asgi else "def"
    code = _COMPONENT.format(keyword=keyword, header=contract.header, tag=contract.tag)
    message = f"Tag every request in a middleware, `{NAME}`"
    shown = _snippet(ev, app)
    return _written(ev, code, _spot(ev, app), f"{NAME}()", shown, message, contract)


def registration(ev: Evaluator, app: App, target: Value) -> Recipe | None:
    """Registers an existing class of middleware, or for ASGI one that wraps apps."""
    cls = definition(target)
    if not isinstance(cls, ClassValue):
        return None
    asgi = is_asgi(app.value)
    if asgi and scope_in(ev, app.value) is Scope.OUTSIDE:
        called = call_middleware(ev, cls, (), (), cls.place)
        if called is None or not any(continues(ev, run) for run in called.runs):
            return None
        message = f"Wrap the finished app in `{cls.name}`"
        return _imported(
            ev, cls, _wrapping(ev, app), cls.name, _snippet_of_wrapping(ev, app), message
        )
    method = find_method(ev, cls, "process_request")
    if method is None or not isinstance(method.node, model.Function):
        return None
    if (method.node.is_async and not asgi) or _required(ev, cls):
        return None
    if asgi and not method.node.is_async and find(cls, "process_request_async") is None:
        return None
    message = f"Register `{cls.name}` as middleware"
    return _imported(ev, cls, _spot(ev, app), f"{cls.name}()", _snippet(ev, app), message)


def _required(ev: Evaluator, cls: ClassValue) -> bool:
    """Whether making an object of the class takes arguments."""
    init = find_method(ev, cls, "__init__")
    parameters = init.node.parameters[1:] if init is not None else ()
    return any(p.default is None and p.kind not in ("*", "**") for p in parameters)


def _written(
    ev: Evaluator,
    code: str,
    spot: _Spot,
    expression: str,
    snippet: str,
    message: str,
    contract: Contract,
) -> Recipe:
    snippet = f"{code}\n\n{snippet.format(expression)}"
    if spot.reason:
        return Recipe(message, snippet, reason=spot.reason)
    actions: list[Action] = []
    module = ev.module(spot.path)
    if module is None or class_name(contract) not in module.names:
        actions.append(AddImport(spot.path, "sentry_sdk"))
        actions.append(DefineBefore(spot.path, spot.anchor, code))
    return Recipe(message, snippet, (*actions, *spot.actions(expression)))


def _imported(
    ev: Evaluator, cls: ClassValue, spot: _Spot, expression: str, snippet: str, message: str
) -> Recipe:
    snippet = snippet.format(expression)
    if spot.reason:
        return Recipe(message, snippet, reason=spot.reason)
    path = cls.module.path
    module = ev.module(path)
    if module is None or cls.name not in module.names:
        return Recipe(message, snippet, reason=f"`{cls.name}` is not defined at module level")
    actions = spot.actions(expression)
    if path == spot.path:
        if cls.node.span.line > spot.anchor.line:
            return Recipe(message, snippet, reason=f"`{cls.name}` is defined after the app is made")
        return Recipe(message, snippet, actions)
    if imports_module(ev, path, spot.path):
        reason = f"`{path}` imports `{spot.path}`: importing it there would be a cycle"
        return Recipe(message, snippet, reason=reason)
    imported = AddImport(spot.path, ev.index.name_of(path), cls.name)
    return Recipe(message, snippet, (imported, *actions))


# --- middleware objects --------------------------------------------------------------------------


def _snippet(ev: Evaluator, app: App) -> str:
    binding = binding_of(ev, app.place)
    name = binding.target if binding else "app"
    if is_before_3(app.value):
        return f"{name} = falcon.API(middleware=[{{}}])\n"
    return f"{name}.add_middleware({{}})\n"


def _spot(ev: Evaluator, app: App) -> _Spot:
    """First in the constructor's list; where that is not certain, added after it."""
    constructor = next((made for made, owner in constructors(ev) if owner is app.value), None)
    call = call_at(ev, constructor.place) if constructor is not None else None
    if constructor is not None and call is not None:
        path = constructor.place.path
        listed = _in_list(ev, constructor)
        if listed is not None:
            return listed
        own = _in_call(ev, constructor, call)
        if own is not None:
            return _Spot(path, call.span, own)
    return _added(ev, app)


def _in_call(
    ev: Evaluator, constructor: Made, call: model.Call
) -> Callable[[str], tuple[Action, ...]] | None:
    """In the call itself: in its list, beside its one object, or as an argument of its own."""
    path = constructor.place.path
    if any(a.star for a in call.arguments) or sum(a.name is None for a in call.arguments) > 3:
        return None
    written = next((a.value for a in call.arguments if a.name == "middleware"), None)
    if written is None:
        return lambda code: (AddKeyword(path, call.span, "middleware", f"[{code}]"),)
    if isinstance(written, model.Sequence) and written.kind in ("list", "tuple"):
        span = written.span
        return lambda code: (InsertElement(path, span, 0, code),)
    value = listed_middleware(constructor)
    text, span = _text(written), written.span
    if value is None or text is None:
        return None
    if all(map(_is_object, options(value))):
        return lambda code: (ReplaceText(path, span, f"[{code}, {text}]"),)
    if all(isinstance(option, SequenceValue) for option in options(value)):
        return lambda code: (ReplaceText(path, span, f"[{code}, *{text}]"),)
    return None


def _text(node: model.Expression) -> str | None:
    """A name, or a call that is handed names alone, as source text."""
    if not isinstance(node, model.Call):
        return dotted(node)
    parts = [
        text if argument.name is None else f"{argument.name}={text}"
        for argument in node.arguments
        if (text := _text(argument.value)) is not None and not argument.star
    ]
    callee = dotted(node.callee)
    if callee is None or len(parts) < len(node.arguments):
        return None
    return f"{callee}({', '.join(parts)})"


def _is_object(value: Value) -> bool:
    """Whether it is one middleware object for certain."""
    return isinstance(value, Made) and isinstance(value.callee, ClassValue)


def _in_list(ev: Evaluator, constructor: Made) -> _Spot | None:
    """In the list of the same file that the call is given by a name."""
    if listed_middleware(constructor) is None:
        return None
    value = listed_middleware(constructor)
    places: set[Place | None] = {
        option.place if isinstance(option, SequenceValue) else None
        for option in (options(value) if value is not None else ())
    }
    place = places.pop() if len(places) == 1 else None
    if place is None or place.path != constructor.place.path:
        return None
    found = list_at(ev, place)
    if found is None:
        return None
    span = found[0].span
    return _Spot(place.path, found[1], lambda code: (InsertElement(place.path, span, 0, code),))


def _added(ev: Evaluator, app: App) -> _Spot:
    path = app.place.path
    binding = binding_of(ev, app.place)
    if binding is None:
        return _Spot(path, app.place.span, lambda _: (), _UNBOUND)
    if is_before_3(app.value):
        return _Spot(path, app.place.span, lambda _: (), _HIDDEN)
    target, statement = binding.target, binding.statement
    return _Spot(
        path,
        statement,
        lambda code: (InsertAfter(path, statement, f"{target}.add_middleware({code})\n"),),
    )


# --- a wrapper round the app ---------------------------------------------------------------------


def _snippet_of_wrapping(ev: Evaluator, app: App) -> str:
    binding = binding_of(ev, app.place)
    name = binding.target if binding else "app"
    return f"{name} = {{}}({name})\n"


def _wrapping(ev: Evaluator, app: App) -> _Spot:
    """After the last statement that registers anything on the app, if all of them are known."""
    path = app.place.path
    binding = binding_of(ev, app.place)
    if binding is None:
        return _Spot(path, app.place.span, lambda _: (), _UNBOUND)
    found = complete(ev, app.value, app.place, binding)
    if isinstance(found, str):
        return _Spot(path, app.place.span, lambda _: (), found)
    name = binding.target
    return _Spot(
        path,
        binding.statement,
        lambda code: (InsertAfter(path, found, f"{name} = {code}({name})\n"),),
    )
