"""The functions of a project that the Lambda runtime may call, whatever answers its requests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import FunctionValue, Opaque, Value, definition
from replaytag.frameworks.aws_lambda.templates import Deployed, deployed
from replaytag.frameworks.reading.invoked import parameter_names
from replaytag.frameworks.records import Recipe
from replaytag.frameworks.writing.decorators import decorated

EVENT = Opaque("aws_lambda.Event")
LOWER_CASE_EVENT = Opaque("aws_lambda.LowerCaseEvent")
CONTEXT = Opaque("aws_lambda.Context")
ADAPTERS = frozenset({"aws_lambda_powertools.lambda_handler_decorator"})
"""Library decorators that make one of a function that gets the handler, event and context."""
_NAMES = ("lambda_handler", "handler")


_SNIPPET = '''\
def tag_openreplay_session(handler):
    """Tag each request's Sentry events with its OpenReplay session."""

    @functools.wraps(handler)
    def wrapper(event, context):
        headers = event.get("headers") if isinstance(event, dict) else None
        for name, value in (headers or {{}}).items():
            if name.lower() == "{header}" and value:
                sentry_sdk.set_tag("{tag}", value)
        return handler(event, context)

    return wrapper
'''
_ISOLATING = '''\
def tag_openreplay_session(handler):
    """Tag each request's Sentry events with its OpenReplay session."""

    @functools.wraps(handler)
    def wrapper(event, context):
        headers = event.get("headers") if isinstance(event, dict) else None
        with sentry_sdk.isolation_scope() as scope:
            for name, value in (headers or {{}}).items():
                if name.lower() == "{header}" and value:
                    scope.set_tag("{tag}", value)
            return handler(event, context)

    return wrapper
'''


def candidates(ev: Evaluator, paths: Sequence[str]) -> Iterator[tuple[Value, Deployed | None]]:
    """Functions that a template names, and what that says; and those of the customary names."""
    files = frozenset(paths)
    named: dict[tuple[str, str], Deployed] = {}
    for entry in ev.remembered("aws_lambda", lambda: list(deployed(ev.documents)), lasting=True):
        known = named.get((entry.file, entry.name))
        kinds = entry.kinds | (known.kinds if known else frozenset())
        named[entry.file, entry.name] = Deployed(entry.file, entry.name, kinds, entry.isolated)
    for (file, name), entry in named.items():
        value = ev.value_of(file, name) if file in files else None
        if value is not None and _takes_event(value):
            yield value, entry
    for module in ev.modules():
        for name in _NAMES:
            if name in module.names and (module.path, name) not in named:
                value = ev.value_of(module.path, name)
                if value is not None and _takes_event(value):
                    yield value, None


def _takes_event(value: Value) -> bool:
    function = definition(value)
    return (
        isinstance(function, FunctionValue)
        and function.owner is None
        and len(function.node.parameters) >= 2
    )


def decorate(function: FunctionValue, contract: Contract, *, isolates: bool) -> Recipe:
    """Puts the standard decorator on a handler; ``isolates`` is whether it opens a scope."""
    names = parameter_names(function)
    reason = ""
    if names is None or len(names) != 2:
        reason = f"`{function.name}` has other parameters than the event and the context"
    message = "Tag every request in a decorator of the handler"
    if isolates:
        message += " that has a scope of its own"
    code = (_ISOLATING if isolates else _SNIPPET).format(
        header=contract.header.lower(), tag=contract.tag
    )
    imports = (("functools", None), ("sentry_sdk", None))
    return decorated(function, code, imports, message, reason)
