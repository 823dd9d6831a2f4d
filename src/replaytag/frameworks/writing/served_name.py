"""Where an app is complete: the statement of its own file after which nothing more is done to it.

From there on its name may stand for the app inside a wrapper, which has none of its methods.
"""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import FunctionValue, Made, Member, Value
from replaytag.facts import model
from replaytag.facts.walk import blocks, walk
from replaytag.frameworks.writing.placing import Binding, dotted
from replaytag.source import Place, Span

_ATTRIBUTE = "the app is kept as an attribute, and it is not known when it is complete"
_ELSEWHERE = "`{path}` may register more on the app after it is made"
_LATER = "more is registered on the app after it is handed on"
_NESTED = "the app is made in a branch, and it is not known when it is complete"
_SERVE = frozenset({"run", "serve", "run_app", "main"})
"""What functions are called that serve an app that they are handed."""


def complete(ev: Evaluator, app: Value, place: Place, binding: Binding) -> Span | str:
    """The statement after which the app that ``binding`` names is complete; else why not known.

    ``place`` is where the app is made.
    """
    if "." in binding.target:
        return _ATTRIBUTE
    module = ev.module(place.path)
    body = _block(module.body if module is not None else (), binding.statement)
    if body is None:
        return _NESTED
    foreign = _used_elsewhere(ev, app, place.path, body, binding.top)
    if foreign:
        return _ELSEWHERE.format(path=foreign)
    index = next(i for i, s in enumerate(body) if s.span == binding.statement)
    last, handed_on = binding.statement, False
    for statement in body[index + 1 :]:
        if not _mentions(statement, binding.target):
            continue
        if not _registers(statement, binding.target):
            handed_on = True
        elif handed_on:
            return _LATER
        else:
            last = statement.span
    return last


def _block(body: tuple[model.Statement, ...], wanted: Span) -> tuple[model.Statement, ...] | None:
    """The body of the module or function that ``wanted`` is a statement of, without branches."""
    if any(statement.span == wanted for statement in body):
        return body
    for statement in body:
        if isinstance(statement, (model.Function, model.Class)):
            if statement.span.contains(wanted):
                return _block(statement.body, wanted)
        elif statement.span.contains(wanted):
            return None
    return None


def _mentions(statement: model.Statement, name: str) -> bool:
    """Whether a statement uses the name at once, when it is executed."""
    if isinstance(statement, (model.Function, model.Class)):
        return False
    return any(isinstance(node, model.Name) and node.id == name for node in walk(statement))


def _registers(statement: model.Statement, name: str) -> bool:
    """Whether a statement may change the app, and does not hand it on to what serves it."""
    if isinstance(statement, model.Evaluate) and isinstance(statement.value, model.Call):
        callee = dotted(statement.value.callee) or ""
        names = {dotted(n.callee) or "" for n in walk(statement) if isinstance(n, model.Call)}
        served = any(n.rpartition(".")[2] in _SERVE for n in names)
        return callee.startswith(f"{name}.") or not served
    if isinstance(statement, (model.Assign, model.AugmentedAssign)):
        targets = statement.targets if isinstance(statement, model.Assign) else (statement.target,)
        return any((dotted(target) or "").startswith(f"{name}.") for target in targets)
    if isinstance(statement, model.If) and _is_main(statement):
        return False
    return any(_registers(inner, name) for block in blocks(statement) for inner in block)


def _is_main(statement: model.If) -> bool:
    """``if __name__ == "__main__":``"""
    return any(isinstance(n, model.Name) and n.id == "__name__" for n in walk(statement.test))


def _used_elsewhere(
    ev: Evaluator, app: Value, path: str, body: tuple[model.Statement, ...], top: bool
) -> str:
    """A file in which something is called on the app other than on a parameter; empty: none.

    What is handed the app as a parameter is called where the app is made, before it is complete.
    """
    functions = {function.place: function for function in ev.functions()}
    lines = range(body[0].span.line, body[-1].span.end_line + 1) if body else range(0)
    for made in ev.made:
        if not isinstance(made.callee, Member) or made.callee.owner is not app:
            continue
        if made.callee.name == "__init__":
            continue
        function = functions.get(made.within) if made.within is not None else None
        here = made.place.path == path and made.place.span.line in lines
        if here and (not top or function is None):
            continue
        if function is None or not _is_on_parameter(function, made):
            return made.place.path
    return ""


def _is_on_parameter(function: FunctionValue, made: Made) -> bool:
    parameters = {parameter.name for parameter in function.node.parameters}
    return any(root in parameters for root in _roots(function, made))


def _roots(function: FunctionValue, made: Made) -> Iterator[str]:
    """The names that the callee of a call in ``function`` starts from."""
    for node in walk(function.node):
        if isinstance(node, model.Call) and node.span == made.place.span:
            parts = (dotted(node.callee) or "").split(".")
            if len(parts) == 2:
                yield parts[0]
