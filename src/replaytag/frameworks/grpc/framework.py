"""gRPC servers, `grpc.server` and `grpc.aio.server`, and their interceptors.

Browsers reach gRPC through a proxy alone (gRPC-Web), and many a server is for other services. So
handlers are listed and judged, and a server in which nothing tries to tag is not reported. Where
something does, what it misses, and what leaks, is reported as anywhere.

Sentry's `GRPCIntegration` has to be named in `integrations`. On `grpc.aio` it opens a scope for
unary calls and captures their errors in it; streams have none, and what gRPC itself logs of an
error is in none. On `grpc.server` gRPC calls each handler in a context of its own, and its logger
tells Sentry of errors that nobody handles: after the scope of the integration is closed, but in
that context.

## Handlers

Methods of the servicers that `add_..._to_server` is given, in generated modules that are part of
the project or not, and of classes derived from a servicer; handlers of
`add_generic_rpc_handlers`.

## Hook

Interceptors in `interceptors=[...]`, those of `grpc-interceptor` too.

- `grpc.server`: `intercept_service` itself counts for all calls. What it wraps round a handler
  counts where no scope of the integration ends before the error is logged, or it captures the error
  itself.
- `grpc.aio`: what `intercept_service` wraps round a handler counts, for unary calls and with the
  integration. `intercept_service` itself leaks.

Keys of metadata are lower case.

## Recipe

Shown, not written.

## Left to a person

- all of it: whether browsers reach the server, and whether its proxy hands the header on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from replaytag.contract import Contract
from replaytag.evaluator.classes import bind_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    Item,
    Made,
    MappingValue,
    Member,
    SequenceValue,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.grpc.interceptors import (
    CALL,
    STREAMS,
    UNARY,
    behaviours,
    interceptor_hooks,
    is_aio,
)
from replaytag.frameworks.reading.lookups import LOWER
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.records import (
    App,
    Handler,
    Includes,
    Recipe,
    Record,
    Run,
    Scope,
    Unresolved,
)
from replaytag.frameworks.writing.placing import app_name, dotted

_SERVER = "grpc.server"
_ADDERS = re.compile(r"add_\w+_to_server")
_GENERATED = "_pb2_grpc.py"
"""The end of the name of generated files, whose methods answer that they are not implemented."""

_SYNC_SNIPPET = """\
class OpenReplayInterceptor(grpc.ServerInterceptor):
    def intercept_service(self, continuation, handler_call_details):
        token = dict(handler_call_details.invocation_metadata).get("{header}")
        if token:
            sentry_sdk.set_tag("{tag}", token)
        return continuation(handler_call_details)
"""
_AIO_SNIPPET = """\
class OpenReplayInterceptor(grpc.aio.ServerInterceptor):
    async def intercept_service(self, continuation, handler_call_details):
        handler = await continuation(handler_call_details)
        if handler is None or handler.unary_unary is None:
            return handler

        async def tagged(request, context):
            token = dict(context.invocation_metadata()).get("{header}")
            if token:
                sentry_sdk.set_tag("{tag}", token)
            return await handler.unary_unary(request, context)

        return grpc.unary_unary_rpc_method_handler(
            tagged, handler.request_deserializer, handler.response_serializer
        )
"""


class Grpc(Framework):
    """gRPC, synchronous and on asyncio."""

    name = "grpc"
    title = "gRPC"
    libraries = frozenset({"grpc", "grpc_interceptor"})
    markers = (b"grpc",)
    app_classes = (_SERVER,)
    app_words = (b"add_generic_rpc_handlers", b"add_insecure_port", b"add_secure_port")
    everyday = frozenset({"server"})
    headers = {
        ("grpc.ServicerContext", "invocation_metadata()"): LOWER,
        ("grpc.HandlerCallDetails", "invocation_metadata"): LOWER,
    }

    def names(self) -> frozenset[str]:
        return frozenset({"grpc", "intercept_service", *map(bytes.decode, self.app_words)})

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        registered: set[ClassValue] = set()
        servers: list[Value] = []
        for made in iter_made(ev):
            if is_a(made, _SERVER):
                servers.append(made)
                yield from self._server(ev, made)
            elif isinstance(made.callee, Member) and made.callee.name == "add_generic_rpc_handlers":
                yield from self._generic(ev, made, made.callee.owner, registered)
            elif _is_adder(made.callee) and len(made.arguments) > 1:
                yield from self._added(ev, made.arguments[0], made.arguments[1], registered)
        for cls in ev.classes():
            if cls not in registered and _is_servicer(cls):
                only = servers[0] if len(servers) == 1 else External("grpc.Servicer")
                yield from self._methods(ev, only, cls)

    def _server(self, ev: Evaluator, made: Made) -> Iterator[Record]:
        streams = Item(made, STREAMS)
        name = app_name(ev, made)
        integrated = _is_integrated(ev)
        unary = Scope.INSIDE if integrated else Scope.BARE
        if not is_aio(made):
            unary = Scope.SHORT if integrated else Scope.INSIDE
        streamed = Scope.BARE if is_aio(made) else Scope.INSIDE
        yield App(made, made.place, name, self.name, scope=unary, optional=True)
        yield App(streams, made.place, name, self.name, serves=False, scope=streamed)
        yield Includes(made, streams, hooked=False)
        given = made.argument(2, "interceptors")
        for option in options(given) if given is not None else ():
            known = isinstance(option, SequenceValue) and option.complete
            for element in option.elements if isinstance(option, SequenceValue) else ():
                for interceptor in options(element):
                    found = list(interceptor_hooks(ev, made, interceptor, made.place))
                    known = known and (bool(found) or _is_library(interceptor))
                    yield from found
            if not known and option != Constant(None):
                for owner in (made, streams):
                    reason = "some of its interceptors cannot be resolved"
                    yield Unresolved(owner, reason, made.place)

    # --- handlers --------------------------------------------------------------------------------

    def _generic(
        self, ev: Evaluator, made: Made, server: Value, registered: set[ClassValue]
    ) -> Iterator[Record]:
        """``server.add_generic_rpc_handlers((method_handlers_generic_handler(name, {...}),))``."""
        given = made.argument(0, "generic_rpc_handlers")
        for entry in given.elements if isinstance(given, SequenceValue) else ():
            if not isinstance(entry, Made) or len(entry.arguments) < 2:
                continue
            service, methods = entry.arguments[:2]
            for key, value in methods.entries if isinstance(methods, MappingValue) else ():
                route = f"/{_text(service)}/{_text(key)}"
                for kind, behaviour in behaviours(value):
                    owner = server if kind == UNARY else Item(server, STREAMS)
                    function = undecorated(behaviour)
                    if isinstance(function, FunctionValue):
                        if function.owner is not None:
                            registered.add(function.owner)
                        yield from self._handler(owner, behaviour, (route,))

    def _added(
        self, ev: Evaluator, servicer: Value, server: Value, registered: set[ClassValue]
    ) -> Iterator[Record]:
        for option in options(servicer):
            cls = definition(option.callee) if isinstance(option, Made) else None
            if isinstance(cls, ClassValue):
                registered.add(cls)
                yield from self._methods(ev, server, cls)

    def _methods(self, ev: Evaluator, server: Value, cls: ClassValue) -> Iterator[Record]:
        """The methods of a servicer: of its own, and with a request and a context."""
        instance = ev.generic_instance(cls)
        for name, value in cls.namespace.defined():
            written, function = definition(value), undecorated(value)
            if not isinstance(written, FunctionValue) or not isinstance(function, FunctionValue):
                continue
            if name.startswith("_") or len(written.node.parameters) != 3:
                continue
            request = written.node.parameters[1].name
            generates = getattr(written.node, "is_generator", False)
            streams = generates or request.endswith("iterator")
            owner = Item(server, STREAMS) if streams else server
            yield from self._handler(owner, bind_method(ev, function, instance), (), written)

    def _handler(
        self,
        owner: Value,
        behaviour: Value,
        routes: tuple[str, ...],
        written: FunctionValue | None = None,
    ) -> Iterator[Record]:
        target = written or definition(behaviour)
        if not isinstance(target, FunctionValue) or target.place.path.endswith(_GENERATED):
            return
        cls = target.owner
        yield Handler(
            owner,
            target.place,
            target.name,
            self.name,
            routes,
            (Run(behaviour, CALL),),
            cls.name if cls else "",
            cls.place if cls else None,
        )

    # --- fixing ----------------------------------------------------------------------------------

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        asynchronous = isinstance(app.value, Made) and is_aio(app.value)
        snippet = _AIO_SNIPPET if asynchronous else _SYNC_SNIPPET
        return Recipe(
            "Tag every call in the first of its `interceptors`",
            snippet.format(header=contract.header.lower(), tag=contract.tag),
            reason="whether browsers reach it, and by which proxy, is not in the code",
        )


def _is_integrated(ev: Evaluator) -> bool:
    return any(
        isinstance(made.callee, External) and made.callee.name.endswith(".GRPCIntegration")
        for made in ev.made
    )


def _is_adder(callee: Value) -> bool:
    name = callee.name if isinstance(callee, (External, Member)) else ""
    return _ADDERS.fullmatch(name.rpartition(".")[2]) is not None


def _is_servicer(cls: ClassValue) -> bool:
    """Whether a class derives from what is generated for a service."""
    names = (dotted(argument.value) or "" for argument in cls.node.bases)
    return any(name.endswith("Servicer") for name in names)


def _is_library(value: Value) -> bool:
    return isinstance(value, Made) and isinstance(value.callee, External)


def _text(value: Value) -> str:
    return str(value.value) if isinstance(value, Constant) else "..."


FRAMEWORK = Grpc()
