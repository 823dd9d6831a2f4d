"""Wrong: on `grpc.aio` a tag that `intercept_service` sets is on the events of later calls, too."""

import asyncio

import grpc
import sentry_sdk
from sentry_sdk.integrations.grpc import GRPCIntegration

import parcels_pb2_grpc

sentry_sdk.init(integrations=[GRPCIntegration()])


class Replay(grpc.aio.ServerInterceptor):
    async def intercept_service(self, continuation, handler_call_details):
        session = dict(handler_call_details.invocation_metadata).get("x-openreplay-sessiontoken")
        if session:
            sentry_sdk.set_tag("openReplaySessionToken", session)  # expect: RT402
        return await continuation(handler_call_details)


class Parcels(parcels_pb2_grpc.ParcelsServicer):
    async def Track(self, request, context):  # handler: uncovered
        raise LookupError(request)


async def serve():
    server = grpc.aio.server(interceptors=[Replay()])  # expect: RT301
    parcels_pb2_grpc.add_ParcelsServicer_to_server(Parcels(), server)
    server.add_insecure_port("[::]:50051")
    await server.start()
    await server.wait_for_termination()


asyncio.run(serve())
