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
import asyncio, json, os, sys
from concurrent import futures

import grpc
import sentry_sdk
from sentry_sdk.integrations.grpc import GRPCIntegration

integrated, cases = json.loads(sys.argv[1])
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


def asynchronous(place):
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

    return fail, handle, stream, Replay()


def synchronous(place):
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

    return fail, handle, stream, Replay()


def handlers(fail, handle, stream):
    methods = {
        "fail": grpc.unary_unary_rpc_method_handler(fail),
        "handle": grpc.unary_unary_rpc_method_handler(handle),
        "stream": grpc.unary_stream_rpc_method_handler(stream),
    }
    return (grpc.method_handlers_generic_handler("S", methods),)


def call(port):
    found = {}
    channel = grpc.insecure_channel(f"127.0.0.1:{port}")
    for name in ("fail", "handle", "stream"):
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
    channel.close()
    return found


async def serve(place):
    *functions, interceptor = asynchronous(place)
    server = grpc.aio.server(interceptors=[interceptor])
    server.add_generic_rpc_handlers(handlers(*functions))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    found = await asyncio.get_running_loop().run_in_executor(None, call, port)
    await server.stop(0)
    return found


def serve_in_threads(place):
    *functions, interceptor = synchronous(place)
    server = grpc.server(futures.ThreadPoolExecutor(1), interceptors=[interceptor])
    server.add_generic_rpc_handlers(handlers(*functions))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    found = call(port)
    server.stop(0)
    return found


def run(aio, place):
    return asyncio.run(serve(place)) if aio else serve_in_threads(place)


# A thread of its own for each: what leaks in one is not seen in the next.
found = [futures.ThreadPoolExecutor(1).submit(run, *case).result() for case in cases]
print(json.dumps(found), flush=True)
os._exit(0)
"""
RIGHT = ["a", None, "b", None]
LEAKS = ["a", "a", "b", "b"]
NEVER = [None] * 4
# Of a kind of server, by where the tag is set: what is on the events of calls with `a`, without a
# token, with `b`, without: that fail, that report an error, and of streams that do.
CLAIMS = {
    "with the integration": (
        True,
        {
            (False, "itself"): (RIGHT, RIGHT, RIGHT),
            (False, "round"): (NEVER, RIGHT, NEVER),
            (False, "round, captured"): (RIGHT, RIGHT, NEVER),
            (False, "handler"): (NEVER, NEVER, RIGHT),
            (True, "itself"): (LEAKS, LEAKS, LEAKS),
            (True, "round"): (RIGHT, RIGHT, NEVER),
            (True, "round, own"): (NEVER, RIGHT, NEVER),
            (True, "handler"): (NEVER, NEVER, LEAKS),
        },
    ),
    "without": (
        False,
        {
            (False, "itself"): (RIGHT, RIGHT, RIGHT),
            (False, "round"): (RIGHT, RIGHT, NEVER),
            (True, "round"): (LEAKS, LEAKS, ["b"] * 4),
        },
    ),
}
Claims = dict[tuple[bool, str], tuple[list[str | None], ...]]


@pytest.mark.parametrize(("integrated", "claims"), CLAIMS.values(), ids=CLAIMS)
def test_claims(integrated: bool, claims: Claims) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SERVER, json.dumps((integrated, list(claims)))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    found = json.loads(done.stdout or "[]")

    assert done.returncode == 0, done.stderr
    assert {
        case: tuple(_tags(calls) for calls in results.values())
        for case, results in zip(claims, found, strict=True)
    } == claims


def _tags(calls: list[list[tuple[str, str | None]]]) -> list[str | None]:
    """The tag of each call's event: the integration's of `grpc.aio`, the captured one, the log's."""
    best = ("grpc", "generic", "_server", "cygrpc")
    return [min(events, key=lambda event: best.index(event[0]))[1] for events in calls]
