"""Expressions: from facts to values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.evaluator import operators
from replaytag.evaluator.conditions import around, constant_truth, element_of, selections
from replaytag.evaluator.state import Frame, Looping, Store, Under
from replaytag.evaluator.values import (
    NONE,
    Choice,
    Constant,
    Element,
    FunctionValue,
    Item,
    MappingValue,
    Operation,
    SequenceValue,
    Super,
    Unknown,
    Value,
    choice,
)
from replaytag.facts import model
from replaytag.source import Place, Span

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator

UNROLL = 400
"""Elements of a known sequence that a loop over it is evaluated for."""


def evaluate(ev: Evaluator, node: model.Expression, frame: Frame) -> Value:
    """The value of an expression in ``frame``."""
    path = frame.module.path
    match node:
        case model.Name():
            return _selected(ev.lookup(node.id, frame), frame, ev)
        case model.Literal():
            return Constant(node.value, Place(path, node.span), True)
        case model.Attribute():
            found = ev.attribute(evaluate(ev, node.value, frame), node.name)
            return _selected(found, frame, ev)
        case model.Call():
            return _call(ev, node, frame)
        case model.Subscript():
            owner = evaluate(ev, node.value, frame)
            found = ev.note(item(owner, evaluate(ev, node.index, frame)))
            return _selected(found, frame, ev)
        case model.Joined():
            parts = [evaluate(ev, part, frame) for part in node.parts]
            return operators.join(parts, node.plain, Place(path, node.span))
        case model.Sequence():
            return _sequence(ev, node, frame)
        case model.Mapping():
            return _mapping(ev, node, frame)
        case model.Binary():
            left = evaluate(ev, node.left, frame)
            right = evaluate(ev, node.right, frame)
            return operators.binary(node.operator, left, right, Place(path, node.span))
        case model.Unary():
            operand = evaluate(ev, node.operand, frame)
            return operators.unary(node.operator, operand, Place(path, node.span))
        case model.Boolean():
            left = evaluate(ev, node.left, frame)
            truth = constant_truth(left)
            if truth is not None:
                return left if truth is (node.operator == "or") else evaluate(ev, node.right, frame)
            return choice([left, evaluate(ev, node.right, frame)])
        case model.Compare():
            return _compare(ev, node, frame)
        case model.Conditional():
            return _conditional(ev, node, frame)
        case model.Walrus():
            value = evaluate(ev, node.value, frame)
            ev.assign_name(node.name, value, frame)
            return value
        case model.Await():
            return evaluate(ev, node.value, frame)
        case model.Yield():
            value = evaluate(ev, node.value, frame) if node.value else NONE
            frame.yields.extend(iterate(value)[0] if node.delegates else [value])
            return Unknown("what is sent to a generator")
        case model.Comprehension():
            return _comprehension(ev, node, frame)
        case model.Lambda():
            defaults = Defaults(ev, node.parameters, frame)
            scope = frame.environment or frame.enclosing
            function = FunctionValue(node, frame.module, scope, defaults)
            return ev.add_function(function)
        case model.Starred():
            return evaluate(ev, node.value, frame)
        case model.Opaque():
            return Unknown(node.what)


def evaluate_test(ev: Evaluator, node: model.Expression, frame: Frame) -> Value:
    """A condition, its ``and``, ``or`` and ``not`` kept apart."""
    place = Place(frame.module.path, node.span)
    match node:
        case model.Boolean():
            left = evaluate_test(ev, node.left, frame)
            right = evaluate_test(ev, node.right, frame)
            return Operation(node.operator, (left, right), place)
        case model.Unary(operator="not"):
            operand = evaluate_test(ev, node.operand, frame)
            truth = constant_truth(operand)
            return Operation("not", (operand,), place) if truth is None else Constant(not truth)
    return evaluate(ev, node, frame)


def evaluate_annotation(ev: Evaluator, node: model.Expression, frame: Frame) -> Value:
    """An annotation; one written as a string is read as the dotted name it holds."""
    if isinstance(node, model.Literal) and isinstance(node.value, str):
        names = node.value.strip().split(".")
        if all(name.isidentifier() for name in names):
            value = ev.lookup(names[0], frame)
            for name in names[1:]:
                value = ev.attribute(value, name)
            return value
        return Unknown("an annotation in a string")
    return evaluate(ev, node, frame)


class Defaults:
    """Default values by parameter name, annotations by name and colon; evaluated when asked for."""

    def __init__(
        self, ev: Evaluator, parameters: tuple[model.Parameter, ...], frame: Frame
    ) -> None:
        self._ev = ev
        self._frame = Frame(
            frame.module, frame.names, frame.environment, frame.enclosing, frame.function
        )
        self._nodes: dict[str, model.Expression] = {}
        for parameter in parameters:
            if parameter.default is not None:
                self._nodes[parameter.name] = parameter.default
            if parameter.annotation is not None:
                self._nodes[f"{parameter.name}:"] = parameter.annotation
        self._values: dict[str, Value] = {}

    def get(self, name: str) -> Value | None:
        """The default of the parameter ``name``, or with a colon its annotation; None: none."""
        if name not in self._values:
            node = self._nodes.get(name)
            if node is None:
                return None
            self._values[name] = Unknown("a default that refers to itself")
            read = evaluate_annotation if name.endswith(":") else evaluate
            with self._ev.entered(self._frame):
                self._values[name] = read(self._ev, node, self._frame)
        return self._values[name]


def _selected(value: Value, frame: Frame, ev: Evaluator) -> Value:
    """A part of a loop's element, marked with the test in force that picked this element."""
    if frame.selected and isinstance(value, Item):
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
        if argument.star == "*":
            items, known = iterate(value)
            if known:
                arguments.extend(items)
            else:
                if isinstance(value, SequenceValue):
                    arguments.extend(value.elements)
                complete = False
        elif argument.star == "**":
            if isinstance(value, MappingValue):
                keywords.extend(
                    (key.value, entry)
                    for key, entry in value.entries
                    if isinstance(key, Constant) and isinstance(key.value, str)
                )
            complete = complete and isinstance(value, MappingValue) and value.complete
        elif argument.name is not None:
            keywords.append((argument.name, value))
        else:
            arguments.append(value)
    changed = operators.mutation(callee, tuple(arguments))
    if changed is not None and isinstance(node.callee, model.Attribute):
        bind_target(ev, node.callee.value, changed, frame, node.span)
        return NONE
    return ev.call(callee, tuple(arguments), tuple(keywords), place, complete)


def _super(ev: Evaluator, node: model.Call, frame: Frame) -> Value | None:
    function = frame.function
    if node.arguments:
        values = [evaluate(ev, argument.value, frame) for argument in node.arguments]
        owner = function.owner if function else None
        return Super(values[1], owner) if len(values) == 2 and owner else None
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
    for holds, branch in ((True, node.body), (False, node.orelse)):
        if truth is None or truth is holds:
            with around(frame, Under(test, holds)):
                values.append(evaluate(ev, branch, frame))
    return choice(values)


def _comprehension(ev: Evaluator, node: model.Comprehension, frame: Frame) -> Value:
    shadowed = dict(frame.names)
    selected, contexts = frame.selected, frame.contexts
    results: list[Value] = []
    entries: list[tuple[Value, Value]] = []
    complete = True

    def loop(generators: tuple[model.Generator, ...]) -> None:
        nonlocal complete
        if not generators:
            if node.key is not None:
                key = evaluate(ev, node.key, frame)
                entries.append((key, evaluate(ev, node.element, frame)))
            else:
                results.append(evaluate(ev, node.element, frame))
            return
        generator = generators[0]
        iterable = evaluate(ev, generator.iterable, frame)
        items, known = iterate(iterable)
        complete = complete and known and not generator.conditions
        for element in items:
            bind_target(ev, generator.target, element, frame, node.span)
            before = frame.selected
            for condition in generator.conditions:
                test = evaluate_test(ev, condition, frame)
                frame.selected = {**frame.selected, **selections(test, True)}
                frame.contexts = (*frame.contexts, Under(test, True))
            if not known:
                frame.contexts = (*frame.contexts, Looping(iterable))
            loop(generators[1:])
            frame.selected = before
            frame.contexts = contexts

    try:
        loop(node.generators)
    finally:
        frame.names.clear()
        frame.names.update(shadowed)
        frame.selected, frame.contexts = selected, contexts
    place = Place(frame.module.path, node.span)
    if node.key is not None:
        return MappingValue(tuple(entries), complete, place)
    return SequenceValue(node.kind, tuple(results), complete, place)


def item(owner: Value, key: Value) -> Value:
    """``owner[key]``."""
    if isinstance(owner, Choice):
        return choice([item(option, key) for option in owner.options if option != NONE])
    if isinstance(key, Constant):
        if isinstance(owner, SequenceValue) and isinstance(key.value, int):
            known = -len(owner.elements) <= key.value < len(owner.elements)
            if known and owner.complete:
                return owner.elements[key.value]
        if isinstance(owner, MappingValue):
            return operators.entry(owner, key) or Item(owner, key)
    if isinstance(owner, Unknown):
        return owner
    if isinstance(owner, Operation) and owner.operator == "selected":
        value, *test = owner.operands
        return Operation("selected", (item(value, key), *test))
    return Item(owner, key)


def iterate(value: Value) -> tuple[list[Value], bool]:
    """The elements of ``value``, and whether these are all of them, each met once."""
    if isinstance(value, SequenceValue):
        if value.complete and len(value.elements) <= UNROLL:
            return list(value.elements), True
        if value.elements:
            return [choice(list(value.elements))], False
    if isinstance(value, MappingValue) and value.complete and len(value.entries) <= UNROLL:
        return [key for key, _ in value.entries], True
    if isinstance(value, Choice):
        elements = [element for option in value.options for element in iterate(option)[0]]
        return elements[:UNROLL], False
    return [Element(value)], False


def bind_target(
    ev: Evaluator, target: model.Expression, value: Value, frame: Frame, span: Span
) -> None:
    """Assigns ``value`` to a target: a name, attribute, item, or a pattern of these."""
    match target:
        case model.Name():
            ev.assign_name(target.id, value, frame)
        case model.Attribute():
            owner = evaluate(ev, target.value, frame)
            ev.store_attribute(owner, target.name, value, Place(frame.module.path, span))
        case model.Subscript():
            owner = evaluate(ev, target.value, frame)
            key = evaluate(ev, target.index, frame)
            within = frame.function.place if frame.function else None
            place = Place(frame.module.path, span)
            ev.record_store(Store(owner, key, value, place, within, frame.contexts))
            changed: Value | None = None
            if isinstance(owner, MappingValue):
                changed = MappingValue((*owner.entries, (key, value)), owner.complete, owner.place)
            elif isinstance(owner, SequenceValue) and isinstance(target.index, model.Opaque):
                # A slice: what it replaces is not known, what it adds is.
                changed = operators.concatenated(owner.kind, owner.place, owner, value)
            if changed is not None:
                bind_target(ev, target.value, changed, frame, span)
        case model.Sequence():
            _unpack(ev, target, value, frame, span)
        case model.Starred():
            bind_target(ev, target.value, value, frame, span)


def _unpack(ev: Evaluator, target: model.Sequence, value: Value, frame: Frame, span: Span) -> None:
    if any(isinstance(element, model.Starred) for element in target.elements):
        for element in target.elements:
            bind_target(ev, element, Element(value), frame, span)
        return
    for index, element in enumerate(target.elements):
        part = item(value, Constant(index))
        if isinstance(part, Item) and isinstance(part.owner, SequenceValue):
            part = Unknown("unpacking a sequence of unknown length")
        bind_target(ev, element, part, frame, span)
