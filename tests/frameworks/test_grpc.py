"""gRPC: which handlers are found, and which interceptors cover them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.frameworks.asgi_samples import demanded, listed
from tests.linked import linked

GENERATED = """
    import grpc

    class ShopServicer(object):
        def Price(self, request, context):
            raise NotImplementedError

        def Watch(self, request, context):
            raise NotImplementedError

    def add_ShopServicer_to_server(servicer, server):
        rpc_method_handlers = {
            "Price": grpc.unary_unary_rpc_method_handler(
                servicer.Price, request_deserializer=bytes, response_serializer=bytes
            ),
            "Watch": grpc.unary_stream_rpc_method_handler(servicer.Watch),
        }
        generic_handler = grpc.method_handlers_generic_handler("shop.Shop", rpc_method_handlers)
        server.add_generic_rpc_handlers((generic_handler,))
    """
SERVICE = """
    import grpc
    from concurrent import futures
    import shop_pb2_grpc

    class Shop(shop_pb2_grpc.ShopServicer):
        def __init__(self, prices):
            self.prices = prices

        def Price(self, request, context):  # handler: uncovered
            return self._found(request)

        def Watch(self, request, context):  # handler: uncovered
            yield 1

        def _found(self, request):
            return self.prices[request]

    def serve():
        server = grpc.server(futures.ThreadPoolExecutor(max_workers=10))
        shop_pb2_grpc.add_ShopServicer_to_server(Shop({}), server)
        server.add_insecure_port("[::]:50051")
        server.start()
    """
HANDLERS = {
    "generated code is not part of the project": {"app.py": SERVICE},
    "generated code is part of the project": {"app.py": SERVICE, "shop_pb2_grpc.py": GENERATED},
    "not all methods are implemented": {
        "app.py": """
            import grpc
            from shop_pb2_grpc import ShopServicer, add_ShopServicer_to_server as add

            class Shop(ShopServicer):
                def Price(self, request, context):  # handler: uncovered
                    ...

            server = grpc.server(None)
            add(Shop(), server)
            """,
        "shop_pb2_grpc.py": GENERATED,
    },
    "a servicer that is registered elsewhere": {
        "server.py": """
            import importlib
            import grpc.aio

            async def main(names):
                server = grpc.aio.server()
                for name in names:
                    importlib.import_module(name).register(server)
            """,
        "shop.py": """
            import grpc
            from . import shop_pb2_grpc as rpc

            class Shop(rpc.ShopServicer):
                async def Price(self, request: bytes, context: grpc.aio.ServicerContext):  # handler: uncovered
                    ...
            """,
    },
    "generic handlers": """
        import grpc

        def price(request, context):  # handler: uncovered
            return b""

        server = grpc.server(None)
        methods = {"Price": grpc.unary_unary_rpc_method_handler(price)}
        server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("Shop", methods)])
        """,
    "look-alikes": """
        import grpc

        class HealthServicer:
            def Check(self, request, context):
                ...

        class Client:
            def Price(self, request, context):
                ...

        with grpc.insecure_channel("localhost:1") as channel:
            Client().Price(None, None)
        """,
}


@pytest.mark.parametrize("sample", HANDLERS.values(), ids=HANDLERS)
def test_handlers(sample: Mapping[str, str] | str) -> None:
    assert listed(sample) == demanded(sample)


MODULE = """\
import grpc
import sentry_sdk
import shop_pb2_grpc
from grpc_interceptor import ServerInterceptor
from sentry_sdk.integrations.grpc import GRPCIntegration

{init}
HEADER = "x-openreplay-sessiontoken"

def mark(metadata):
    token = dict(metadata).get(HEADER)
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)

{interceptor}

class Shop(shop_pb2_grpc.ShopServicer):
    {kind}def Price(self, request, context):
        {body}

    {kind}def Watch(self, request, context):
        {body}
        yield 1

server = grpc.{server}(None, interceptors=[{listed}])
shop_pb2_grpc.add_ShopServicer_to_server(Shop(), server)
"""
ITSELF = """
class Replay(grpc.{library}ServerInterceptor):
    {kind}def intercept_service(self, continuation, handler_call_details):
        {before}
        handler = {wait}continuation(handler_call_details)
        {after}
        return handler
"""
WRAPPING = """
class Replay(grpc.{library}ServerInterceptor):
    {kind}def intercept_service(self, continuation, details):
        handler = {wait}continuation(details)
        if handler is None or handler.request_streaming or handler.response_streaming:
            return handler
        return self.wrapped(handler)

    def wrapped(self, handler):
        {kind}def tagged(request, context):
            {body}
        return grpc.unary_unary_rpc_method_handler(
            tagged, handler.request_deserializer, handler.response_serializer
        )
"""
MARK = "mark(handler_call_details.invocation_metadata)"
TAGGED = "mark(context.invocation_metadata())\n            return {wait}handler.unary_unary(request, context)"
OWN = """with sentry_sdk.isolation_scope():
                mark(context.invocation_metadata())
                return {wait}handler.unary_unary(request, context)"""
CAPTURING = """mark(context.invocation_metadata())
            try:
                return {wait}handler.unary_unary(request, context)
            except Exception as error:
                sentry_sdk.capture_exception(error)
                raise"""
LATE = """answer = {wait}handler.unary_unary(request, context)
            mark(context.invocation_metadata())
            return answer"""
REPLACED = """
class Replay(grpc.{library}ServerInterceptor):
    {kind}def intercept_service(self, continuation, details):
        handler = {wait}continuation(details)

        {kind}def tagged(request, context):
            for key, value in context.invocation_metadata():
                if key == HEADER and value:
                    sentry_sdk.set_tag("openReplaySessionToken", value)
            return {wait}handler.unary_unary(request, context)

        return handler._replace(unary_unary=tagged)
"""
LIBRARY = """
class Replay(ServerInterceptor):
    def intercept(self, method, request_or_iterator, context, method_name):
        mark(context.invocation_metadata())
        return method(request_or_iterator, context)
"""
HANDLER = "mark(context.invocation_metadata())"
# The interceptor, what handlers do, and the coverage of a unary and a streaming handler: of
# `grpc.server` without the integration and with it, of `grpc.aio.server` without and with it.
N, Y = "uncovered", "covered"
PLACES = {
    "nothing": ("", "...", (N, N), (N, N), (N, N), (N, N)),
    "intercept_service": (
        ITSELF.replace("{before}", MARK).replace("{after}", "..."),
        *("...", (Y, Y), (Y, Y), (N, N), (N, N)),
    ),
    "intercept_service, after it went on": (
        ITSELF.replace("{before}", "...").replace("{after}", MARK),
        *("...", (Y, Y), (Y, Y), (N, N), (N, N)),
    ),
    "intercept_service, with a scope": (
        ITSELF.replace("{before}", f"with sentry_sdk.isolation_scope(): {MARK}").replace(
            "{after}", "..."
        ),
        *("...", (N, N), (N, N), (N, N), (N, N)),
    ),
    "round the handler": (
        WRAPPING.replace("{body}", TAGGED),
        "...",
        (Y, N),
        (N, N),
        (N, N),
        (Y, N),
    ),
    "round the handler, with a scope": (
        WRAPPING.replace("{body}", OWN),
        *("...", (N, N), (N, N), (N, N), (N, N)),
    ),
    "round the handler, with its errors": (
        WRAPPING.replace("{body}", CAPTURING),
        *("...", (Y, N), (Y, N), (N, N), (Y, N)),
    ),
    "after the handler": (WRAPPING.replace("{body}", LATE), "...", (N, N), (N, N), (N, N), (N, N)),
    "in place of the handler": (REPLACED, "...", (Y, N), (N, N), (N, N), (Y, N)),
    "in the handlers": ("", HANDLER, (Y, Y), (N, Y), (N, N), (Y, N)),
}


def _coverages(interceptor: str, body: str, aio: bool, integrated: bool) -> tuple[str, ...]:
    kind, wait, library, server = (
        ("async ", "await ", "aio.", "aio.server") if aio else ("",) * 3 + ("server",)
    )
    for name, text in {"{kind}": kind, "{wait}": wait, "{library}": library}.items():
        interceptor = interceptor.replace(name, text)
    integrations = "[GRPCIntegration()]" if integrated else "[]"
    text = MODULE.format(
        init=f"sentry_sdk.init(integrations={integrations})",
        interceptor=interceptor,
        listed="Replay()" if interceptor else "",
        kind=kind,
        body=body,
        server=server,
    )
    return tuple(handler.coverage for handler in linked(text).handlers())


@pytest.mark.parametrize(
    ("interceptor", "body", "plain", "integrated", "aio", "aio_integrated"),
    PLACES.values(),
    ids=PLACES,
)
def test_placements(
    interceptor: str,
    body: str,
    plain: tuple[str, str],
    integrated: tuple[str, str],
    aio: tuple[str, str],
    aio_integrated: tuple[str, str],
) -> None:
    assert _coverages(interceptor, body, aio=False, integrated=False) == plain
    assert _coverages(interceptor, body, aio=False, integrated=True) == integrated
    assert _coverages(interceptor, body, aio=True, integrated=False) == aio
    assert _coverages(interceptor, body, aio=True, integrated=True) == aio_integrated


def test_interceptors_of_a_library_wrap_every_kind_of_call() -> None:
    assert _coverages(LIBRARY, "...", aio=False, integrated=False) == ("covered", "covered")


def test_unknown_interceptors_are_unknown() -> None:
    text = """
        import grpc
        import plugins
        import shop_pb2_grpc

        class Shop(shop_pb2_grpc.ShopServicer):
            def Price(self, request, context):  # handler: unknown
                ...

        server = grpc.server(None, interceptors=plugins.interceptors())
        shop_pb2_grpc.add_ShopServicer_to_server(Shop(), server)
        """

    assert listed(text) == demanded(text)


READS = {
    "dict(details.invocation_metadata).get('x-openreplay-sessiontoken')": "covered",
    "dict(details.invocation_metadata)['x-openreplay-sessiontoken']": "covered",
    "{k: v for k, v in details.invocation_metadata}.get('x-openreplay-sessiontoken')": "covered",
    "next((v for k, v in details.invocation_metadata if k == 'x-openreplay-sessiontoken'), None)": "covered",
    "dict(details.invocation_metadata).get('X-OpenReplay-SessionToken')": "uncovered",
    "dict(details.invocation_metadata).get('x-request-id')": "uncovered",
}


@pytest.mark.parametrize(("read", "coverage"), READS.items())
def test_reads_of_metadata(read: str, coverage: str) -> None:
    text = f"""
import grpc
import sentry_sdk
import shop_pb2_grpc

class Replay(grpc.ServerInterceptor):
    def intercept_service(self, continuation, details):
        token = {read}
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return continuation(details)

class Shop(shop_pb2_grpc.ShopServicer):
    def Price(self, request, context):
        ...

server = grpc.server(None, interceptors=(Replay(),))
shop_pb2_grpc.add_ShopServicer_to_server(Shop(), server)
"""
    (handler,) = linked(text).handlers()

    assert handler.coverage == coverage


@pytest.mark.parametrize("server", ["server", "aio.server"])
def test_the_code_that_is_shown_tags(server: str) -> None:
    kind = "async " if server.startswith("aio") else ""
    text = f"""
import grpc
import sentry_sdk
import shop_pb2_grpc
from sentry_sdk.integrations.grpc import GRPCIntegration

sentry_sdk.init(integrations=[GRPCIntegration()])
{{}}
class Shop(shop_pb2_grpc.ShopServicer):
    {kind}def Price(self, request, context):
        ...

server = grpc.{server}(None, interceptors=[{{}}])
shop_pb2_grpc.add_ShopServicer_to_server(Shop(), server)
"""
    project = linked(text.format("", ""))
    (node,) = project.own_apps
    recipe = project.frameworks["grpc"].recipe(project.ev, node.app, project.contract)

    (handler,) = linked(text.format(recipe.snippet, "OpenReplayInterceptor()")).handlers()

    assert not recipe.actions
    assert handler.coverage == "covered"


def test_a_server_beside_an_app_is_no_other_app() -> None:
    project = linked(
        {
            "web.py": """
                from flask import Flask

                app = Flask(__name__)

                @app.get("/")
                def index():
                    ...
                """,
            "worker.py": """
                import grpc

                def price(request, context):
                    ...

                server = grpc.server(None)
                methods = {"Price": grpc.unary_unary_rpc_method_handler(price)}
                server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("S", methods),))
                """,
            "errors.py": "import sentry_sdk\nsentry_sdk.init()\n",
        }
    )

    found = {node.app.framework: project.evidence_for(node) for node in project.own_apps}

    assert found["flask"] is not None
