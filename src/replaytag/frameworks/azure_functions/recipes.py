"""The standard decorator of Azure functions, and where it goes."""

from __future__ import annotations

import posixpath

from replaytag.actions import Action, AddImport, CreateFile, DefineBefore
from replaytag.contract import Contract
from replaytag.evaluator.values import FunctionValue, Value, definition
from replaytag.frameworks.reading.invoked import (
    is_async,
    is_serverless_function,
    is_top_level,
    parameter_names,
)
from replaytag.frameworks.records import App, Recipe
from replaytag.frameworks.writing.decorators import NAME, above

_ENTRY = "function_app.py"
_MODULE = "openreplay_session"
_HEAD = '''\
def tag_openreplay_session(function):
    """Tag each request's Sentry events with its OpenReplay session."""

'''
_BOTH = """\
    if inspect.iscoroutinefunction(function):

{asynchronous}
        return wrapper

{synchronous}
    return wrapper
"""
_WRAPPER = """\
    @functools.wraps(function)
    {start}def wrapper({parameters}):
        with sentry_sdk.isolation_scope() as scope:
            token = {request}.headers.get("{header}")
            if token:
                scope.set_tag("{tag}", token)
            return {wait}function({parameters})
"""
_WRAPPER_INSIDE = """\
    @functools.wraps(function)
    {start}def wrapper({parameters}):
        token = {request}.headers.get("{header}")
        if token:
            sentry_sdk.set_tag("{tag}", token)
        return {wait}function({parameters})
"""


def decorate_all(app: App, found: list[tuple[Value, str]], contract: Contract) -> Recipe:
    """Defines the decorator once and puts it on every function.

    ``found`` are the functions, decorated as they are registered, and what they call their request.
    """
    functions = [f for value, _ in found if isinstance(f := definition(value), FunctionValue)]
    requests = {request for _, request in found} or {"req"}
    inside = {is_serverless_function(value) for value, _ in found}
    request = min(requests)
    code, imports = _code(functions, request, inside == {True}, contract)
    message = "Tag every request in a decorator of each HTTP function"
    if inside != {True}:
        message += " that has a scope of its own"
    reason = _objection(functions, requests, inside)
    bare = [
        f
        for (value, _), f in zip(found, functions, strict=True)
        if not _is_decorated(value, contract)
    ]
    files = sorted({function.module.path for function in bare})
    entry = posixpath.split(app.place.path)
    if not reason and len(files) > 1 and entry[1] != _ENTRY:
        reason = f"its functions are in several files, and it is not made in `{_ENTRY}`"
    snippet = f"{code}\n\n@{NAME}\ndef ...({request}): ...\n"
    if reason:
        return Recipe(message, snippet, reason=reason)
    actions: list[Action] = []
    for path in files:
        own = [function for function in bare if function.module.path == path]
        actions += [above(function, NAME) for function in own]
        if len(files) == 1:
            actions += [AddImport(path, *one) for one in imports]
            first = min(own, key=lambda function: function.place)
            actions.append(DefineBefore(path, first.node.span, code))
        else:
            actions.append(AddImport(path, _MODULE, NAME))
    if len(files) > 1:
        lines = "\n".join(f"import {module}" for module, _ in imports if module != "sentry_sdk")
        whole = f"{lines}\n\nimport sentry_sdk\n\n\n{code}"
        actions.append(CreateFile(posixpath.join(entry[0], f"{_MODULE}.py"), whole))
    return Recipe(message, snippet, tuple(actions))


def _objection(functions: list[FunctionValue], requests: set[str], inside: set[bool]) -> str:
    """Why the functions cannot all have the same decorator; empty if they can."""
    if not functions:
        return "none of its functions is known"
    if len(requests) > 1:
        return "its functions call their request by different names"
    if len(inside) > 1:
        return "Sentry's `@serverless_function` is on some of its functions only"
    for function in functions:
        if not is_top_level(function):
            return f"`{function.name}` is not defined at module level"
        names = parameter_names(function)
        if names is None or names[:1] != list(requests):
            return f"`{function.name}` does not take `{min(requests)}` as its first parameter"
    return ""


def _code(
    functions: list[FunctionValue], request: str, inside: bool, contract: Contract
) -> tuple[str, tuple[tuple[str, None], ...]]:
    """The decorator for these functions, and what it needs imported."""
    alone = all(len(function.node.parameters) == 1 for function in functions)
    parameters = request if alone else f"{request}, *args, **kwargs"

    def wrapper(waits: bool) -> str:
        return (_WRAPPER_INSIDE if inside else _WRAPPER).format(
            start="async " if waits else "",
            wait="await " if waits else "",
            parameters=parameters,
            request=request,
            header=contract.header,
            tag=contract.tag,
        )

    kinds = {is_async(function) for function in functions}
    if len(kinds) < 2:
        code = f"{_HEAD}{wrapper(True in kinds)}\n    return wrapper\n"
        return code, (("functools", None), ("sentry_sdk", None))
    nested = "".join(f"    {line}" if line.strip() else line for line in _lines(wrapper(True)))
    code = _HEAD.rstrip("\n") + "\n" + _BOTH.format(asynchronous=nested, synchronous=wrapper(False))
    return code, (("functools", None), ("inspect", None), ("sentry_sdk", None))


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _is_decorated(value: Value, contract: Contract) -> bool:
    """Whether the standard decorator is on a function already."""
    return any(
        getattr(definition(decorator), "name", "") == contract.function_name
        for decorator in getattr(value, "decorators", ())
    )
