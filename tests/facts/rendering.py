"""Facts written as a kind of Python, every operation in parentheses, for tests to compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.facts import model

_BRACKETS = {
    "dict": ("{", "}"),
    "generator": ("(", ")"),
    "list": ("[", "]"),
    "set": ("{", "}"),
    "tuple": ("(", ")"),
}


def render(facts: model.FileFacts) -> str:
    """The statements of ``facts``, one a line, blocks indented by two blanks."""
    return "".join(line + "\n" for line in _statements(facts.body))


def expression(node: model.Expression | None) -> str:
    match node:
        case None:
            return ""
        case model.Name(id=name):
            return name
        case model.Attribute():
            return f"{expression(node.value)}.{node.name}"
        case model.Call():
            return f"{expression(node.callee)}({_arguments(node.arguments)})"
        case model.Subscript():
            return f"{expression(node.value)}[{expression(node.index)}]"
        case model.Literal(value=value):
            return repr(value)
        case model.Joined():
            return f"{'join' if node.plain else 'format'}({_listed(node.parts)})"
        case model.Sequence(kind="tuple", elements=[only]):
            return f"({expression(only)},)"
        case model.Sequence():
            left, right = _BRACKETS[node.kind]
            return left + _listed(node.elements) + right
        case model.Mapping():
            return "{" + ", ".join(_entry(key, value) for key, value in node.entries) + "}"
        case model.Starred():
            return "*" + expression(node.value)
        case model.Binary() | model.Boolean():
            return f"({expression(node.left)} {node.operator} {expression(node.right)})"
        case model.Unary():
            return f"({node.operator} {expression(node.operand)})"
        case model.Compare():
            pairs = zip(node.operators, node.comparators, strict=True)
            rest = "".join(f" {operator} {expression(right)}" for operator, right in pairs)
            return f"({expression(node.left)}{rest})"
        case model.Conditional():
            body, test, orelse = map(expression, (node.body, node.test, node.orelse))
            return f"({body} if {test} else {orelse})"
        case model.Walrus():
            return f"({node.name} := {expression(node.value)})"
        case model.Await():
            return f"(await {expression(node.value)})"
        case model.Yield():
            return f"(yield{' from' * node.delegates} {expression(node.value)})"
        case model.Comprehension():
            left, right = _BRACKETS[node.kind]
            element = expression(node.element)
            if node.kind == "dict":
                element = _entry(node.key, node.element)
            return left + element + "".join(map(_generator, node.generators)) + right
        case model.Lambda():
            return f"(lambda {_parameters(node.parameters)}: {expression(node.body)})"
        case model.Opaque():
            return f"<{node.what}>"


def _listed(nodes: Iterable[model.Expression]) -> str:
    return ", ".join(map(expression, nodes))


def _entry(key: model.Expression | None, value: model.Expression) -> str:
    return f"**{expression(value)}" if key is None else f"{expression(key)}: {expression(value)}"


def _generator(node: model.Generator) -> str:
    conditions = "".join(f" if {expression(condition)}" for condition in node.conditions)
    return f" for {expression(node.target)} in {expression(node.iterable)}{conditions}"


def _arguments(nodes: Iterable[model.Argument]) -> str:
    return ", ".join(
        f"{node.star}{f'{node.name}=' if node.name else ''}{expression(node.value)}"
        for node in nodes
    )


def _parameters(nodes: Iterable[model.Parameter]) -> str:
    return ", ".join(map(_parameter, nodes))


def _parameter(node: model.Parameter) -> str:
    before = {"positional": "", "posonly": "posonly ", "keyword": "keyword "}.get(
        node.kind, node.kind
    )
    annotation = f": {expression(node.annotation)}" if node.annotation else ""
    default = f" = {expression(node.default)}" if node.default else ""
    return f"{before}{node.name}{annotation}{default}"


def _block(head: str, body: Iterable[model.Statement]) -> Iterator[str]:
    yield head + ":"
    for line in _statements(body):
        yield "  " + line


def _statements(nodes: Iterable[model.Statement]) -> Iterator[str]:
    for node in nodes:
        yield from _statement(node)


def _statement(node: model.Statement) -> Iterator[str]:
    match node:
        case model.Import():
            names = ", ".join(
                name.name + (f" as {name.asname}" if name.asname else "") for name in node.names
            )
            origin = f"from {'.' * node.level}{node.module or ''} " if node.is_from else ""
            yield f"{origin}import {names}"
        case model.Assign():
            annotation = f": {expression(node.annotation)}" if node.annotation else ""
            value = f" = {expression(node.value)}" if node.value else ""
            yield " = ".join(map(expression, node.targets)) + annotation + value
        case model.AugmentedAssign():
            yield f"{expression(node.target)} {node.operator}= {expression(node.value)}"
        case model.Evaluate():
            yield expression(node.value)
        case model.Return():
            yield f"return {expression(node.value)}".rstrip()
        case model.Raise():
            yield f"raise {expression(node.value)}".rstrip()
        case model.Delete():
            yield f"del {_listed(node.targets)}"
        case model.Scoped():
            yield f"{node.kind} {', '.join(node.names)}"
        case model.Leave():
            yield node.kind
        case model.Function() | model.Class():
            yield from _definition(node)
        case _:
            yield from _compound(node)


def _compound(
    node: model.If | model.For | model.While | model.With | model.Try | model.Match,
) -> Iterator[str]:
    orelse: tuple[model.Statement, ...] = ()
    match node:
        case model.If():
            yield from _block(f"if {expression(node.test)}", node.body)
            orelse = node.orelse
        case model.For():
            head = f"for {expression(node.target)} in {expression(node.iterable)}"
            yield from _block(head, node.body)
            orelse = node.orelse
        case model.While():
            yield from _block(f"while {expression(node.test)}", node.body)
            orelse = node.orelse
        case model.With():
            items = ", ".join(
                expression(item.value) + (f" as {expression(item.target)}" if item.target else "")
                for item in node.items
            )
            yield from _block(f"with {items}", node.body)
        case model.Try():
            yield from _block("try", node.body)
            for handler in node.handlers:
                name = f" as {handler.name}" if handler.name else ""
                yield from _block(f"except {expression(handler.type)}{name}".rstrip(), handler.body)
            orelse = node.orelse
        case model.Match():
            yield f"match {expression(node.subject)}:"
            for case in node.cases:
                guard = f" if {expression(case.guard)}" if case.guard else ""
                for line in _block(f"case binds({', '.join(case.names)}){guard}", case.body):
                    yield "  " + line
    if orelse:
        yield from _block("else", orelse)
    if isinstance(node, model.Try) and node.finalbody:
        yield from _block("finally", node.finalbody)


def _definition(node: model.Function | model.Class) -> Iterator[str]:
    for decorator in node.decorators:
        yield f"@{expression(decorator)}"
    if isinstance(node, model.Class):
        yield from _block(f"class {node.name}({_arguments(node.bases)})", node.body)
        return
    kind = "async " * node.is_async + "generator " * node.is_generator
    returns = f" -> {expression(node.returns)}" if node.returns else ""
    yield from _block(f"{kind}def {node.name}({_parameters(node.parameters)}){returns}", node.body)
