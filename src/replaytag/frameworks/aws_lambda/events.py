"""Whether a Lambda function answers requests, told by what it does with its event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    FunctionValue,
    Made,
    ModuleValue,
    Value,
    definition,
    undecorated,
)
from replaytag.facts import model
from replaytag.facts.walk import walk

_DEPTH = 3
_REQUEST = frozenset(
    {
        "headers",
        "multiValueHeaders",
        "httpMethod",
        "requestContext",
        "path",
        "rawPath",
        "rawQueryString",
        "pathParameters",
        "queryStringParameters",
        "multiValueQueryStringParameters",
        "body",
        "isBase64Encoded",
    }
)
"""Keys of the events of API Gateway, load balancers and function URLs."""
_NO_REQUEST = frozenset(
    {
        "Records",
        "detail",
        "detail-type",
        "methodArn",
        "routeArn",
        "authorizationToken",
        "triggerSource",
    }
)
"""Keys of queues, buckets, schedules, authorizers and user pools."""
_WEBSOCKET = "connectionId"
"""In a request's context: it came over a websocket, which has no headers of its own."""


_CLASSES = re.compile(
    r"(?:APIGatewayProxy|ApiGatewayProxy|ALB|ApplicationLoadBalancer|LambdaFunctionUrl|VPCLattice)"
    r"(?:Request)?(?:Event)?(?:V1|V2)?(?:Event|Model)?"
)
"""Classes of requests: Powertools', and those that typing packages and models bring."""


def answers_requests(ev: Evaluator, function: FunctionValue) -> bool:
    """Whether ``function`` reads of its event what requests have, and nothing that others have.

    Or names a class of requests: in its annotations, in a decorator or where it makes one.
    """
    node = function.node
    if isinstance(node, model.Function):
        annotations = tuple(p.annotation for p in node.parameters[:1] if p.annotation is not None)
        for found in walk((*annotations, *node.decorators, *node.body)):
            name = getattr(found, "id", None) or getattr(found, "name", None)
            is_name = isinstance(found, (model.Name, model.Attribute))
            if is_name and isinstance(name, str) and _CLASSES.fullmatch(name):
                return True
    keys = set(_keys(ev, function, 0, _DEPTH))
    return bool(keys & _REQUEST) and not keys & {*_NO_REQUEST, _WEBSOCKET}


def _keys(ev: Evaluator, function: FunctionValue, index: int, depth: int) -> Iterator[str]:
    """The keys that are read of the argument at ``index``, here and in functions it is passed to.

    Keys below the first level are among them.
    """
    parameters = function.node.parameters
    if index >= len(parameters):
        return
    event = parameters[index].name
    for node in walk(function.node.body):
        match node:
            case model.Subscript(value=owner, index=model.Literal(value=str() as key)):
                if _starts_with(owner, event):
                    yield key
            case model.Call(
                callee=model.Attribute(value=owner, name="get" | "pop"),
                arguments=(model.Argument(value=model.Literal(value=str() as key)), *_),
            ):
                if _starts_with(owner, event):
                    yield key
            case model.Compare(
                left=model.Literal(value=str() as key),
                operators=("in",),
                comparators=(model.Name(id=name),),
            ) if name == event:
                yield key
            case model.Call(callee=model.Name(id=name), arguments=arguments) if depth:
                for position, argument in enumerate(arguments):
                    if isinstance(argument.value, model.Name) and argument.value.id == event:
                        called = ev.value_of(function.module.path, name)
                        target = definition(called) if called is not None else None
                        if isinstance(target, FunctionValue) and target is not function:
                            yield from _keys(ev, target, position, depth - 1)


def _starts_with(node: model.Expression, name: str) -> bool:
    """Whether an expression takes something of the variable ``name``."""
    while True:
        match node:
            case model.Name(id=found):
                return found == name
            case model.Subscript(value=inner) | model.Boolean(left=inner):
                node = inner
            case model.Call(callee=model.Attribute(value=inner, name="get")):
                node = inner
            case _:
                return False


def hands_over(ev: Evaluator, function: FunctionValue) -> bool:
    """Whether ``function`` passes its event and context on to a library, which answers."""
    names = {parameter.name for parameter in function.node.parameters[:2]}
    for node in walk(function.node.body):
        if isinstance(node, model.Call):
            passed = {a.value.id for a in node.arguments if isinstance(a.value, model.Name)}
            if names <= passed and not _is_own(ev, function, node.callee):
                return True
    return False


def _is_own(ev: Evaluator, function: FunctionValue, callee: model.Expression) -> bool:
    """Whether what is called is code of the project, or nobody knows what."""
    methods = 0
    while isinstance(callee, (model.Attribute, model.Call)):
        callee = callee.value if isinstance(callee, model.Attribute) else callee.callee
        methods += 1
    if not isinstance(callee, model.Name):
        return True
    value = ev.value_of(function.module.path, callee.id)
    return value is None or _is_defined_here(value)


def _is_defined_here(value: Value) -> bool:
    value = undecorated(value)
    if isinstance(value, Made):
        return isinstance(undecorated(value.callee), (ClassValue, FunctionValue))
    return isinstance(value, (FunctionValue, ClassValue, ModuleValue))
