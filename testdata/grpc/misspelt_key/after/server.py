"""Keys of metadata are lower case."""

from concurrent import futures

import grpc
import sentry_sdk

import tickets_pb2_grpc

sentry_sdk.init()


class Replay(grpc.ServerInterceptor):
    def intercept_service(self, continuation, details):
        metadata = dict(details.invocation_metadata)
        session = metadata.get("x-openreplay-sessiontoken")
        if session:
            sentry_sdk.set_tag("openReplaySessionToken", session)
        return continuation(details)


class Tickets(tickets_pb2_grpc.TicketsServicer):
    def Buy(self, request, context):
        raise LookupError(request)


server = grpc.server(futures.ThreadPoolExecutor(4), interceptors=[Replay()])
tickets_pb2_grpc.add_TicketsServicer_to_server(Tickets(), server)
