"""Statements: binding names, branching, loops, definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from replaytag.evaluator import classes
from replaytag.evaluator.conditions import add_contexts, constant_truth, selections
from replaytag.evaluator.containers import iterate
from replaytag.evaluator.definitions import define_class, define_function
from replaytag.evaluator.expressions import evaluate, evaluate_test
from replaytag.evaluator.state import Context, Frame, Handling, Inside, Looping, Trying, Under
from replaytag.evaluator.targets import bind_target
from replaytag.evaluator.values import (
    NONE,
    External,
    Made,
    Operation,
    SequenceValue,
    Unknown,
    choice,
)
from replaytag.facts import model
from replaytag.facts.walk import blocks
from replaytag.source import Place

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator
    from replaytag.evaluator.state import Binding
    from replaytag.evaluator.values import Value


def touched(statement: model.Statement) -> Iterator[str]:
    """The names that a statement, or one nested in it, binds or changes in place."""
    match statement:
        case model.Function() | model.Class():
            yield statement.name
            return
        case model.Import():
            yield from (i.asname or i.name.split(".")[0] for i in statement.names)
        case model.Assign(targets=targets):
            for target in targets:
                yield from _target_names(target)
        case model.AugmentedAssign(target=target) | model.For(target=target):
            yield from _target_names(target)
        case model.With(items=items):
            for item in items:
                if item.target is not None:
                    yield from _target_names(item.target)
        case model.Evaluate(value=model.Call(callee=model.Attribute(value=owner))):
            yield from _target_names(owner)
    for block in blocks(statement):
        for inner in block:
            yield from touched(inner)


def _target_names(target: model.Expression) -> Iterator[str]:
    match target:
        case model.Name():
            yield target.id
        case model.Attribute() | model.Subscript() | model.Starred():
            yield from _target_names(target.value)
        case model.Sequence():
            for element in target.elements:
                yield from _target_names(element)


def imports(body: Iterable[model.Statement]) -> Iterator[model.Import]:
    """Every import statement in ``body``, nested ones included."""
    for statement in body:
        if isinstance(statement, model.Import):
            yield statement
        if isinstance(statement, model.Function) and statement.is_deferred:
            continue  # only the bodies of functions without imports are left for later
        for block in blocks(statement):
            yield from imports(block)


def execute_block(
    ev: Evaluator, body: tuple[model.Statement, ...], frame: Frame, *contexts: Context
) -> bool:
    """Evaluates statements in order; True where control never reaches the end of the block.

    ``contexts`` are what surrounds this block more than what is around it.
    """
    before, selected = frame.contexts, frame.selected
    if contexts:
        add_contexts(frame, contexts)
    ends = False
    try:
        for statement in body:
            ends = _EXECUTORS[type(statement)](ev, statement, frame)
            if ends:
                break
    finally:
        frame.contexts, frame.selected = before, selected
    return ends


def _assign(ev: Evaluator, node: model.Assign, frame: Frame) -> bool:
    if node.value is not None:
        value = evaluate(ev, node.value, frame)
        for target in node.targets:
            bind_target(ev, target, value, frame, node.span)
    return False


def _augment(ev: Evaluator, node: model.AugmentedAssign, frame: Frame) -> bool:
    place = Place(frame.module.path, node.span)
    combined = model.Binary(node.span, node.operator, node.target, node.value)
    value = evaluate(ev, combined, frame)
    bind_target(ev, node.target, value, frame, place.span)
    return False


def _branches(
    ev: Evaluator,
    frame: Frame,
    alternatives: list[tuple[tuple[model.Statement, ...], tuple[Context, ...]]],
) -> list[bool]:
    """Evaluates alternatives from the same state and merges what they bind; which of them end."""
    start = dict(frame.names)
    outcomes: list[dict[str, Binding]] = []
    paths: list[tuple[Context, ...]] = []
    ends = []
    for body, contexts in alternatives:
        frame.names.clear()
        frame.names.update(start)
        ended = execute_block(ev, body, frame, *contexts)
        ends.append(ended)
        if not ended:
            outcomes.append(dict(frame.names))
            paths.append(contexts)
    frame.names.clear()
    frame.names.update(start if not outcomes else merge(ev, outcomes, paths))
    return ends


def merge(
    ev: Evaluator,
    outcomes: list[dict[str, Binding]],
    paths: Sequence[tuple[Context, ...]] = (),
) -> dict[str, Binding]:
    """The names after a branching: a choice where the branches differ.

    ``paths`` are what surrounds each of them; none where that is not known.
    """
    merged = dict(outcomes[0])
    differing = set()
    for outcome in outcomes[1:]:
        for name, value in outcome.items():
            if merged.setdefault(name, value) is not value:
                differing.add(name)
    if differing:
        for name in [name for name in merged if name in differing]:
            having = [index for index, outcome in enumerate(outcomes) if name in outcome]
            values = [ev.resolve(outcomes[index][name]) for index in having]
            merged[name] = choice(values, [paths[index] for index in having] if paths else ())
    return merged


def _if(ev: Evaluator, node: model.If, frame: Frame) -> bool:
    test = evaluate_test(ev, node.test, frame)
    truth = constant_truth(test)
    if truth is True:
        return execute_block(ev, node.body, frame)
    if truth is False:
        return execute_block(ev, node.orelse, frame)
    then, otherwise = _branches(
        ev, frame, [(node.body, (Under(test, True),)), (node.orelse, (Under(test, False),))]
    )
    if then and otherwise:
        return True
    if then or otherwise:
        # The rest of the block runs only where the branch that leaves was not taken.
        under = Under(test, not then)
        frame.contexts = (*frame.contexts, under)
        frame.selected = {**frame.selected, **selections(test, under.holds)}
    return False


def _for(ev: Evaluator, node: model.For, frame: Frame) -> bool:
    iterable = evaluate(ev, node.iterable, frame)
    items, known = iterate(iterable)
    contexts = () if known else (Looping(iterable),)
    for item in items:
        bind_target(ev, node.target, item, frame, node.span)
        execute_block(ev, node.body, frame, *contexts)
    execute_block(ev, node.orelse, frame)
    return False


def _with(ev: Evaluator, node: model.With, frame: Frame) -> bool:
    contexts: list[Context] = []
    for item in node.items:
        value = evaluate(ev, item.value, frame)
        if item.target is not None:
            bind_target(ev, item.target, classes.entered(ev, value), frame, node.span)
        if isinstance(value, Made):
            contexts.extend(ev.opened.get(value, ()))
        contexts.append(Inside(value, Place(frame.module.path, node.span)))
    return execute_block(ev, node.body, frame, *contexts)


def _try(ev: Evaluator, node: model.Try, frame: Frame) -> bool:
    start = dict(frame.names)
    trying = (Trying(_caught(ev, node, frame)),) if node.handlers else ()
    body_ends = execute_block(ev, node.body, frame, *trying)
    if not body_ends:
        body_ends = execute_block(ev, node.orelse, frame)
    outcomes: list[dict[str, Binding]] = [] if body_ends else [dict(frame.names)]
    paths: list[tuple[Context, ...]] = [] if body_ends else [()]
    after_body = dict(frame.names)
    ends = [body_ends]
    for handler in node.handlers:
        frame.names.clear()
        # The body may have stopped anywhere: what it bound may or may not be there.
        frame.names.update(merge(ev, [after_body, start]) if start != after_body else start)
        if handler.name:
            frame.names[handler.name] = Unknown("a caught exception")
        ended = execute_block(ev, handler.body, frame, Handling("except"))
        ends.append(ended)
        if not ended:
            outcomes.append(dict(frame.names))
            paths.append((Handling("except"),))
    frame.names.clear()
    frame.names.update(merge(ev, outcomes, paths) if outcomes else after_body)
    final_ends = execute_block(ev, node.finalbody, frame, Handling("finally"))
    return final_ends or all(ends)


def _caught(ev: Evaluator, node: model.Try, frame: Frame) -> tuple[Value, ...] | None:
    """The classes that the ``except`` clauses name; None where one is for anything."""
    found: list[Value] = []
    for handler in node.handlers:
        if handler.type is None:
            return None
        value = evaluate(ev, handler.type, frame)
        found += value.elements if isinstance(value, SequenceValue) else [value]
    return tuple(found)


def _match(ev: Evaluator, node: model.Match, frame: Frame) -> bool:
    subject = evaluate(ev, node.subject, frame)
    alternatives: list[tuple[tuple[model.Statement, ...], tuple[Context, ...]]] = []
    for case in node.cases:
        for name in case.names:
            frame.names[name] = Unknown("a matched part")
        test = Operation("match", (subject,), Place(frame.module.path, node.span))
        alternatives.append((case.body, (Under(test, True),)))
    alternatives.append(((), ()))
    ends = _branches(ev, frame, alternatives)
    return all(ends)


def _evaluate(ev: Evaluator, node: model.Evaluate, frame: Frame) -> bool:
    return _aborts(evaluate(ev, node.value, frame))


_ABORTING = ("flask", "quart", "werkzeug", "bottle", "apiflask", "sanic")
"""Beginnings of import roots: ``transaction.abort()``, for one, does come back."""


def _aborts(value: Value) -> bool:
    """Whether a call never comes back: ``abort(401)`` of Flask, Bottle and others raises."""
    callee = value.callee if isinstance(value, Made) else None
    if not isinstance(callee, External):
        return False
    root, _, name = callee.name.partition(".")
    return name.rpartition(".")[2] == "abort" and root.startswith(_ABORTING)


def _import(ev: Evaluator, node: model.Import, frame: Frame) -> bool:
    ev.bind_import(frame, node)
    return False


def _function(ev: Evaluator, node: model.Function, frame: Frame) -> bool:
    ev.assign_name(node.name, define_function(ev, node, frame), frame)
    return False


def _class(ev: Evaluator, node: model.Class, frame: Frame) -> bool:
    ev.assign_name(node.name, define_class(ev, node, frame), frame)
    return False


def _return(ev: Evaluator, node: model.Return, frame: Frame) -> bool:
    value = evaluate(ev, node.value, frame) if node.value else NONE
    frame.returns.append((value, frame.contexts))
    return True


def _raise(ev: Evaluator, node: model.Raise, frame: Frame) -> bool:
    if node.value is not None:
        evaluate(ev, node.value, frame)
    return True


def _leave(ev: Evaluator, node: model.Leave, frame: Frame) -> bool:
    return True


def _while(ev: Evaluator, node: model.While, frame: Frame) -> bool:
    test = evaluate_test(ev, node.test, frame)
    execute_block(ev, node.body, frame, Looping(None), Under(test, True))
    execute_block(ev, node.orelse, frame)
    return False


def _scoped(ev: Evaluator, node: model.Scoped, frame: Frame) -> bool:
    if node.kind == "global":
        frame.global_names = frame.global_names.union(node.names)
    else:
        frame.nonlocal_names = frame.nonlocal_names.union(node.names)
    return False


def _delete(ev: Evaluator, node: model.Delete, frame: Frame) -> bool:
    for target in node.targets:
        if isinstance(target, model.Name):
            frame.names.pop(target.id, None)
    return False


_EXECUTORS: dict[type, Callable[[Evaluator, Any, Frame], bool]] = {
    model.Assign: _assign,
    model.AugmentedAssign: _augment,
    model.Class: _class,
    model.Delete: _delete,
    model.Evaluate: _evaluate,
    model.For: _for,
    model.Function: _function,
    model.If: _if,
    model.Import: _import,
    model.Leave: _leave,
    model.Match: _match,
    model.Raise: _raise,
    model.Return: _return,
    model.Scoped: _scoped,
    model.Try: _try,
    model.While: _while,
    model.With: _with,
}
"""How each kind of statement is evaluated; what it gives is whether control never gets past it."""
