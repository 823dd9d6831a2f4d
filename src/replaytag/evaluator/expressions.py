"""Expressions: from facts to values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from replaytag.evaluator import operators
from replaytag.evaluator.comprehensions import evaluate_comprehension
from replaytag.evaluator.conditions import around, constant_truth, element_of
from replaytag.evaluator.containers import item, iterate
from replaytag.evaluator.parameters import Defaults
from replaytag.evaluator.state import Frame, Under
from replaytag.evaluator.targets import bind_target
from replaytag.evaluator.values import (
    NONE,
    ClassValue,
    Constant,
    FunctionValue,
    Item,
    MappingValue,
    Operation,
    Path,
    SequenceValue,
    Super,
    Unknown,
    Value,
    choice,
    undecorated,
)
from replaytag.facts import model
from replaytag.source import Place

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator


def evaluate(ev: Evaluator, node: model.Expression, frame: Frame) -> Value:
    """The value of an expression in ``frame``."""
    return _EVALUATORS[type(node)](ev, node, frame)


def evaluate_test(ev: Evaluator, node: model.Expression, frame: Frame) -> Value:
    """A condition, its ``and``, ``or`` and ``not`` kept apart."""
    if isinstance(node, model.Boolean):
        left = evaluate_test(ev, node.left, frame)
        with around(frame, Under(left, node.operator == "and")):
            right = evaluate_test(ev, node.right, frame)
        return Operation(node.operator, (left, right), Place(frame.module.path, node.span))
    if isinstance(node, model.Unary) and node.operator == "not":
        operand = evaluate_test(ev, node.operand, frame)
        truth = constant_truth(operand)
        if truth is not None:
            return Constant(not truth)
        return Operation("not", (operand,), Place(frame.module.path, node.span))
    return evaluate(ev, node, frame)


def _selected(value: Value, frame: Frame, ev: Evaluator) -> Value:
    """A part of a loop's element, marked with the test in force that picked this element."""
    if isinstance(value, Item):
        element = element_of(value)
        if element is not None and element in frame.selected:
            key, wanted = frame.selected[element]
            if value != key:
                found = Operation("selected", (value, key, wanted))
                ev.items[found] = None
                return found
    return value


def _call(ev: Evaluator, node: model.Call, frame: Frame) -> Value:
    place = Place(frame.module.path, node.span)
    if isinstance(node.callee, model.Name) and node.callee.id == "super":
        super_value = _super(ev, node, frame)
        if super_value is not None:
            return super_value
    callee = evaluate(ev, node.callee, frame)
    arguments: list[Value] = []
    keywords: list[tuple[str, Value]] = []
    complete = True
    for argument in node.arguments:
        value = evaluate(ev, argument.value, frame)
        if not argument.star:
            if argument.name is None:
                arguments.append(value)
            else:
                keywords.append((argument.name, value))
        elif argument.star == "*":
            items, known = iterate(value)
            if known:
                arguments.extend(items)
            else:
                if isinstance(value, SequenceValue):
                    arguments.extend(value.elements)
                complete = False
        else:
            if isinstance(value, MappingValue):
                keywords.extend(
                    (key.value, entry)
                    for key, entry in value.entries
                    if isinstance(key, Constant) and isinstance(key.value, str)
                )
            complete = complete and isinstance(value, MappingValue) and value.complete
    if isinstance(node.callee, model.Attribute):
        changed = operators.mutation(callee, tuple(arguments), tuple(keywords))
        if changed is not None:
            bind_target(ev, node.callee.value, changed, frame, node.span)
            return NONE
    return ev.call(callee, tuple(arguments), tuple(keywords), place, complete)


def _super(ev: Evaluator, node: model.Call, frame: Frame) -> Value | None:
    function = frame.function
    if node.arguments:
        values = [evaluate(ev, argument.value, frame) for argument in node.arguments]
        owner = function.owner if function else None
        if len(values) != 2 or owner is None:
            return None
        named = undecorated(values[0])  # it may be a base, whose own methods are left out
        return Super(values[1], named if isinstance(named, ClassValue) else owner)
    while function is not None and function.owner is None:
        return None
    if function is None or function.owner is None or not function.node.parameters:
        return None
    first = function.node.parameters[0].name
    return Super(ev.lookup(first, frame), function.owner)


def _sequence(ev: Evaluator, node: model.Sequence, frame: Frame) -> Value:
    place = Place(frame.module.path, node.span)
    parts: list[Value] = []
    run: list[Value] = []
    for element in node.elements:
        value = evaluate(ev, element, frame)
        if isinstance(element, model.Starred):
            parts += [SequenceValue(node.kind, tuple(run)), value]
            run = []
        else:
            run.append(value)
    if not parts:
        return SequenceValue(node.kind, tuple(run), True, place)
    return operators.concatenated(node.kind, place, *parts, SequenceValue(node.kind, tuple(run)))


def _mapping(ev: Evaluator, node: model.Mapping, frame: Frame) -> Value:
    entries: list[tuple[Value, Value]] = []
    complete = True
    for key, value_node in node.entries:
        value = evaluate(ev, value_node, frame)
        if key is not None:
            entries.append((evaluate(ev, key, frame), value))
        elif isinstance(value, MappingValue):
            entries.extend(value.entries)
            complete = complete and value.complete
        else:
            complete = False
    return MappingValue(tuple(entries), complete, Place(frame.module.path, node.span))


def _compare(ev: Evaluator, node: model.Compare, frame: Frame) -> Value:
    operands = [evaluate(ev, node.left, frame)]
    operands += [evaluate(ev, comparator, frame) for comparator in node.comparators]
    place = Place(frame.module.path, node.span)
    if len(operands) == 2:
        return Operation(node.operators[0], tuple(operands), place)
    return Operation("compare", tuple(operands), place)


def _conditional(ev: Evaluator, node: model.Conditional, frame: Frame) -> Value:
    test = evaluate_test(ev, node.test, frame)
    truth = constant_truth(test)
    values = []
    paths: list[Path] = []
    for holds, branch in ((True, node.body), (False, node.orelse)):
        if truth is None or truth is holds:
            under = Under(test, holds)
            with around(frame, under):
                values.append(evaluate(ev, branch, frame))
            paths.append((under,))
    return choice(values, paths)


def _name(ev: Evaluator, node: model.Name, frame: Frame) -> Value:
    found = ev.lookup(node.id, frame)
    return _selected(found, frame, ev) if frame.selected else found


def _literal(ev: Evaluator, node: model.Literal, frame: Frame) -> Value:
    return Constant(node.value, Place(frame.module.path, node.span), True)


def _attribute(ev: Evaluator, node: model.Attribute, frame: Frame) -> Value:
    found = ev.attribute(evaluate(ev, node.value, frame), node.name)
    return _selected(found, frame, ev) if frame.selected else found


def _subscript(ev: Evaluator, node: model.Subscript, frame: Frame) -> Value:
    owner = evaluate(ev, node.value, frame)
    found = ev.note(item(owner, evaluate(ev, node.index, frame)))
    ev.record_read(found, Place(frame.module.path, node.span))
    return _selected(found, frame, ev) if frame.selected else found


def _joined(ev: Evaluator, node: model.Joined, frame: Frame) -> Value:
    parts = [evaluate(ev, part, frame) for part in node.parts]
    return operators.join(parts, node.plain, Place(frame.module.path, node.span))


def _binary(ev: Evaluator, node: model.Binary, frame: Frame) -> Value:
    left = evaluate(ev, node.left, frame)
    right = evaluate(ev, node.right, frame)
    return operators.binary(node.operator, left, right, Place(frame.module.path, node.span))


def _unary(ev: Evaluator, node: model.Unary, frame: Frame) -> Value:
    operand = evaluate(ev, node.operand, frame)
    return operators.unary(node.operator, operand, Place(frame.module.path, node.span))


def _boolean(ev: Evaluator, node: model.Boolean, frame: Frame) -> Value:
    left = evaluate(ev, node.left, frame)
    truth = constant_truth(left)
    if truth is not None:
        return left if truth is (node.operator == "or") else evaluate(ev, node.right, frame)
    decided = node.operator == "or"
    with around(frame, Under(left, not decided)):
        right = evaluate(ev, node.right, frame)
    return choice([left, right], [(Under(left, decided),), (Under(left, not decided),)])


def _walrus(ev: Evaluator, node: model.Walrus, frame: Frame) -> Value:
    value = evaluate(ev, node.value, frame)
    ev.assign_name(node.name, value, frame)
    return value


def _inner(ev: Evaluator, node: model.Await | model.Starred, frame: Frame) -> Value:
    return evaluate(ev, node.value, frame)


def _yield(ev: Evaluator, node: model.Yield, frame: Frame) -> Value:
    value = evaluate(ev, node.value, frame) if node.value else NONE
    frame.yields.extend(iterate(value)[0] if node.delegates else [value])
    if frame.function is not None:
        ev.paused[frame.function.place] = frame.contexts
    return Unknown("what is sent to a generator")


def _lambda(ev: Evaluator, node: model.Lambda, frame: Frame) -> Value:
    defaults = Defaults(ev, node.parameters, frame)
    scope = frame.environment or frame.enclosing
    return ev.add_function(FunctionValue(node, frame.module, scope, defaults))


def _opaque(ev: Evaluator, node: model.Opaque, frame: Frame) -> Value:
    return Unknown(node.what)


_EVALUATORS: dict[type, Callable[[Evaluator, Any, Frame], Value]] = {
    model.Attribute: _attribute,
    model.Await: _inner,
    model.Binary: _binary,
    model.Boolean: _boolean,
    model.Call: _call,
    model.Compare: _compare,
    model.Comprehension: evaluate_comprehension,
    model.Conditional: _conditional,
    model.Joined: _joined,
    model.Lambda: _lambda,
    model.Literal: _literal,
    model.Mapping: _mapping,
    model.Name: _name,
    model.Opaque: _opaque,
    model.Sequence: _sequence,
    model.Starred: _inner,
    model.Subscript: _subscript,
    model.Unary: _unary,
    model.Walrus: _walrus,
    model.Yield: _yield,
}
"""How each kind of expression is evaluated."""
