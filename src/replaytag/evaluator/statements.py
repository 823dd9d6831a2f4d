"""Statements: binding names, branching, loops, definitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from replaytag.evaluator import classes
from replaytag.evaluator.conditions import around, constant_truth, selections
from replaytag.evaluator.containers import iterate
from replaytag.evaluator.definitions import define_class, define_function
from replaytag.evaluator.expressions import evaluate, evaluate_test
from replaytag.evaluator.state import Context, Delayed, Frame, Handling, Inside, Looping, Under
from replaytag.evaluator.targets import bind_target
from replaytag.evaluator.values import (
    NONE,
    Choice,
    ClassValue,
    Entered,
    Made,
    Operation,
    Unknown,
    Value,
    choice,
)
from replaytag.facts import model
from replaytag.facts.walk import blocks
from replaytag.source import Place

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator
    from replaytag.evaluator.state import Binding


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


def execute_block(ev: Evaluator, body: tuple[model.Statement, ...], frame: Frame) -> bool:
    """Evaluates statements in order; True where control never reaches the end of the block."""
    before, selected = frame.contexts, frame.selected
    try:
        return any(_execute(ev, statement, frame) for statement in body)
    finally:
        frame.contexts, frame.selected = before, selected


def execute_class_body(ev: Evaluator, body: tuple[model.Statement, ...], frame: Frame) -> None:
    """Evaluates the body of a class.

    Most of what models, forms and views declare is asked for by nobody, and would pull in module
    after module: a name that is bound once, to what tells nothing by itself, waits for a look-up.
    """
    waits = frame.function is None and not frame.contexts
    times = Counter(name for node in body for name in touched(node)) if waits else Counter()
    for node in body:
        name = _only_name(node)
        if name is not None and times[name] == 1 and not ev.concerns(frame.module.path, node.span):
            assert isinstance(node, model.Assign)
            assert node.value is not None
            frame.names[name] = Delayed(name, node.value, frame)
        elif execute_block(ev, (node,), frame):
            break


def _only_name(node: model.Statement) -> str | None:
    """The one name that an assignment of something worth delaying binds."""
    match node:
        case model.Assign(targets=(model.Name(id=name),), value=value):
            return None if value is None or isinstance(value, model.Literal) else name
    return None


def _execute(ev: Evaluator, node: model.Statement, frame: Frame) -> bool:
    match node:
        case model.Evaluate(value=value):
            evaluate(ev, value, frame)
        case model.Assign():
            _assign(ev, node, frame)
        case model.AugmentedAssign():
            _augment(ev, node, frame)
        case model.Import():
            ev.bind_import(frame, node)
        case model.Function():
            ev.assign_name(node.name, define_function(ev, node, frame), frame)
        case model.Class():
            ev.assign_name(node.name, define_class(ev, node, frame), frame)
        case model.Return(value=value):
            frame.returns.append(evaluate(ev, value, frame) if value else NONE)
            return True
        case model.Raise(value=value):
            if value is not None:
                evaluate(ev, value, frame)
            return True
        case model.Leave():
            return True
        case model.If():
            return _if(ev, node, frame)
        case model.For():
            _for(ev, node, frame)
        case model.While():
            test = evaluate_test(ev, node.test, frame)
            with around(frame, Looping(None), Under(test, True)):
                execute_block(ev, node.body, frame)
            execute_block(ev, node.orelse, frame)
        case model.With():
            return _with(ev, node, frame)
        case model.Try():
            return _try(ev, node, frame)
        case model.Match():
            return _match(ev, node, frame)
        case model.Scoped(kind=kind, names=names):
            (frame.global_names if kind == "global" else frame.nonlocal_names).update(names)
        case model.Delete(targets=targets):
            for target in targets:
                if isinstance(target, model.Name):
                    frame.names.pop(target.id, None)
    return False


def _assign(ev: Evaluator, node: model.Assign, frame: Frame) -> None:
    if node.value is None:
        return
    value = evaluate(ev, node.value, frame)
    for target in node.targets:
        bind_target(ev, target, value, frame, node.span)


def _augment(ev: Evaluator, node: model.AugmentedAssign, frame: Frame) -> None:
    place = Place(frame.module.path, node.span)
    combined = model.Binary(node.span, node.operator, node.target, node.value)
    value = evaluate(ev, combined, frame)
    bind_target(ev, node.target, value, frame, place.span)


def _branches(
    ev: Evaluator,
    frame: Frame,
    alternatives: list[tuple[tuple[model.Statement, ...], tuple[Context, ...]]],
) -> list[bool]:
    """Evaluates alternatives from the same state and merges what they bind; which of them end."""
    start = dict(frame.names)
    outcomes: list[dict[str, Binding]] = []
    ends = []
    for body, contexts in alternatives:
        frame.names.clear()
        frame.names.update(start)
        with around(frame, *contexts):
            ended = execute_block(ev, body, frame)
        ends.append(ended)
        if not ended:
            outcomes.append(dict(frame.names))
    frame.names.clear()
    frame.names.update(start if not outcomes else merge(ev, outcomes))
    return ends


def merge(ev: Evaluator, outcomes: list[dict[str, Binding]]) -> dict[str, Binding]:
    """The names after a branching: a choice where the branches differ."""
    merged: dict[str, Binding] = {}
    for name in dict.fromkeys(name for outcome in outcomes for name in outcome):
        values = [outcome[name] for outcome in outcomes if name in outcome]
        if all(value is values[0] for value in values):
            merged[name] = values[0]
        else:
            merged[name] = choice([ev.resolve(value) for value in values])
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


def _for(ev: Evaluator, node: model.For, frame: Frame) -> None:
    iterable = evaluate(ev, node.iterable, frame)
    items, known = iterate(iterable)
    contexts = () if known else (Looping(iterable),)
    for item in items:
        bind_target(ev, node.target, item, frame, node.span)
        with around(frame, *contexts):
            execute_block(ev, node.body, frame)
    execute_block(ev, node.orelse, frame)


def _with(ev: Evaluator, node: model.With, frame: Frame) -> bool:
    contexts: list[Context] = []
    for item in node.items:
        value = evaluate(ev, item.value, frame)
        if item.target is not None:
            bind_target(ev, item.target, _entered(ev, value), frame, node.span)
        if isinstance(value, Made):
            contexts.extend(ev.opened.get(value, ()))
        contexts.append(Inside(value, Place(frame.module.path, node.span)))
    with around(frame, *contexts):
        return execute_block(ev, node.body, frame)


def _entered(ev: Evaluator, value: Value) -> Value:
    if isinstance(value, Choice):
        return choice([_entered(ev, option) for option in value.options])
    if isinstance(value, Made):
        if "__enter__" in value.attributes:
            return value.attributes["__enter__"]
        if isinstance(value.callee, ClassValue):
            for name in ("__enter__", "__aenter__"):
                method = classes.find_method(ev, value.callee, name)
                if method is not None:
                    return ev.call(ev.bound(method, value), (), (), value.place)
    return Entered(value)


def _try(ev: Evaluator, node: model.Try, frame: Frame) -> bool:
    start = dict(frame.names)
    body_ends = execute_block(ev, node.body, frame)
    if not body_ends:
        body_ends = execute_block(ev, node.orelse, frame)
    outcomes: list[dict[str, Binding]] = [] if body_ends else [dict(frame.names)]
    after_body = dict(frame.names)
    ends = [body_ends]
    for handler in node.handlers:
        frame.names.clear()
        # The body may have stopped anywhere: what it bound may or may not be there.
        frame.names.update(merge(ev, [after_body, start]) if start != after_body else start)
        if handler.name:
            frame.names[handler.name] = Unknown("a caught exception")
        with around(frame, Handling("except")):
            ended = execute_block(ev, handler.body, frame)
        ends.append(ended)
        if not ended:
            outcomes.append(dict(frame.names))
    frame.names.clear()
    frame.names.update(merge(ev, outcomes) if outcomes else after_body)
    with around(frame, Handling("finally")):
        final_ends = execute_block(ev, node.finalbody, frame)
    return final_ends or all(ends)


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
