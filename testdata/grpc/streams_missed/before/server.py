"""Unary calls are tagged, streams are not: `grpc.aio` has no scope for them."""

import grpc
import sentry_sdk
from sentry_sdk.integrations.grpc import GRPCIntegration

import orders_pb2_grpc

sentry_sdk.init(integrations=[GRPCIntegration()])


class Replay(grpc.aio.ServerInterceptor):
    async def intercept_service(self, continuation, handler_call_details):
        handler = await continuation(handler_call_details)
        inner = handler.unary_unary

        async def tagged(request, context):
            session = dict(context.invocation_metadata()).get("x-openreplay-sessiontoken")
            if session:
                sentry_sdk.set_tag("openReplaySessionToken", session)
            return await inner(request, context)

        return handler._replace(unary_unary=tagged) if inner else handler


class Orders(orders_pb2_grpc.OrdersServicer):
    async def Place(self, request, context):  # handler: covered
        raise LookupError(request)

    async def Follow(self, request, context):  # handler: uncovered
        yield request


server = grpc.aio.server(interceptors=[Replay()])  # expect: RT302
orders_pb2_grpc.add_OrdersServicer_to_server(Orders(), server)
