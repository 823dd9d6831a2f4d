"""What the module for gRPC relies on, with real servers, the real SDK and real calls.

There is no generated code: servers have generic handlers for plain bytes.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

for name in ("grpc", "google.protobuf", "sentry_sdk"):
    pytest.importorskip(name)

SERVER = """
import asyncio, json, os, sys, threading
from concurrent import futures

import grpc
import sentry_sdk
from sentry_sdk.integrations.grpc import GRPCIntegration

aio, integrated, place = json.loads(sys.argv[1])
TAG, KEY = "openReplaySessionToken", "x-openreplay-sessiontoken"
events = []


def keep(event, hint):
    kind = event.get("logger") or event["exception"]["values"][-1]["mechanism"]["type"]
    events.append((kind.split(".")[-1], event.get("tags", {}).get(TAG)))


sentry_sdk.init(
    "http://key@127.0.0.1:9/1",
    integrations=[GRPCIntegration()] if integrated else [],
    before_send=keep,
)


def mark(metadata):
    if token := dict(metadata).get(KEY):
        sentry_sdk.set_tag(TAG, token)


def report():
    try:
        raise LookupError
    except LookupError as error:
        sentry_sdk.capture_exception(error)


if aio:

    async def fail(request, context):
        raise LookupError

    async def handle(request, context):
        report()
        return b""

    async def stream(request, context):
        if place == "handler":
            mark(context.invocation_metadata())
        report()
        yield b""

    class Replay(grpc.aio.ServerInterceptor):
        async def intercept_service(self, continuation, details):
            if place == "itself":
                mark(details.invocation_metadata)
            handler = await continuation(details)
            inner = handler.unary_unary
            if inner is None or not place.startswith("round"):
                return handler

            async def tagged(request, context):
                if place == "round":
                    mark(context.invocation_metadata())
                    return await inner(request, context)
                with sentry_sdk.isolation_scope():
                    mark(context.invocation_metadata())
                    return await inner(request, context)

            return grpc.unary_unary_rpc_method_handler(tagged)

else:

    def fail(request, context):
        raise LookupError

    def handle(request, context):
        report()
        return b""

    def stream(request, context):
        if place == "handler":
            mark(context.invocation_metadata())
        report()
        yield b""

    class Replay(grpc.ServerInterceptor):
        def intercept_service(self, continuation, details):
            if place == "itself":
                mark(details.invocation_metadata)
            handler = continuation(details)
            inner = handler.unary_unary
            if inner is None or place not in ("round", "round, captured"):
                return handler

            def tagged(request, context):
                mark(context.invocation_metadata())
                try:
                    return inner(request, context)
                except LookupError as error:
                    if place == "round, captured":
                        sentry_sdk.capture_exception(error)
                    raise

            return grpc.unary_unary_rpc_method_handler(tagged)


methods = {
    "fail": grpc.unary_unary_rpc_method_handler(fail),
    "handle": grpc.unary_unary_rpc_method_handler(handle),
    "stream": grpc.unary_stream_rpc_method_handler(stream),
}
handlers = (grpc.method_handlers_generic_handler("S", methods),)


def call(port):
    found = {}
    channel = grpc.insecure_channel(f"127.0.0.1:{port}")
    for name in methods:
        found[name] = []
        for token in ("a", None, "b", None):
            events.clear()
            metadata = ((KEY, token),) if token else ()
            try:
                if name == "stream":
                    list(channel.unary_stream("/S/stream")(b"", metadata=metadata))
                else:
                    channel.unary_unary(f"/S/{name}")(b"", metadata=metadata)
            except grpc.RpcError:
                pass
            found[name].append(sorted(set(events), key=str))
    print(json.dumps(found), flush=True)
    os._exit(0)


async def serve():
    server = grpc.aio.server(interceptors=[Replay()])
    server.add_generic_rpc_handlers(handlers)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    threading.Thread(target=call, args=(port,)).start()
    await server.wait_for_termination()


if aio:
    asyncio.run(serve())
else:
    server = grpc.server(futures.ThreadPoolExecutor(1), interceptors=[Replay()])
    server.add_generic_rpc_handlers(handlers)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    call(port)
"""
RIGHT = ["a", None, "b", None]
LEAKS = ["a", "a", "b", "b"]
NEVER = [None] * 4
# Server and integration, where the tag is set, and what it is on the events of calls with `a`,
# without a token, with `b`, without: that fail, that report an error, and of streams that do.
CLAIMS = {
    "intercept_service": ((False, True, "itself"), RIGHT, RIGHT, RIGHT),
    "intercept_service, no integration": ((False, False, "itself"), RIGHT, RIGHT, RIGHT),
    "round the handler": ((False, True, "round"), NEVER, RIGHT, NEVER),
    "round the handler, no integration": ((False, False, "round"), RIGHT, RIGHT, NEVER),
    "round the handler, captured": ((False, True, "round, captured"), RIGHT, RIGHT, NEVER),
    "in a stream": ((False, True, "handler"), NEVER, NEVER, RIGHT),
    "aio, intercept_service": ((True, True, "itself"), LEAKS, LEAKS, LEAKS),
    "aio, round the handler": ((True, True, "round"), RIGHT, RIGHT, NEVER),
    "aio, round the handler, no integration": ((True, False, "round"), LEAKS, LEAKS, None),
    "aio, round the handler, in a scope": ((True, True, "round, own"), NEVER, RIGHT, NEVER),
    "aio, in a stream": ((True, True, "handler"), NEVER, NEVER, LEAKS),
}


@pytest.mark.parametrize(("case", "failed", "handled", "streamed"), CLAIMS.values(), ids=CLAIMS)
def test_claim(
    case: tuple[bool, bool, str],
    failed: list[str | None],
    handled: list[str | None],
    streamed: list[str | None] | None,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SERVER, json.dumps(case)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    found = json.loads(done.stdout or "{}")

    assert done.returncode == 0, done.stderr
    assert _tags(found["fail"], case) == failed
    assert _tags(found["handle"], case) == handled
    if streamed is not None:  # what a leak leaves there depends on the calls before
        assert _tags(found["stream"], case) == streamed


def _tags(
    calls: list[list[tuple[str, str | None]]], case: tuple[bool, bool, str]
) -> list[str | None]:
    """The tag of each call's event: the integration's of `grpc.aio`, the captured one, the log's."""
    best = ("grpc", "generic", "_server", "cygrpc")
    return [min(events, key=lambda event: best.index(event[0]))[1] for events in calls]
