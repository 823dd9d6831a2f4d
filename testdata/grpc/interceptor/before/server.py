"""Right: on `grpc.server` every call has a context of its own, which `intercept_service` tags."""

import os
from concurrent import futures

import grpc
import sentry_sdk
from sentry_sdk.integrations.grpc import GRPCIntegration

import weather_pb2_grpc

sentry_sdk.init(os.environ["SENTRY_DSN"], integrations=[GRPCIntegration()])


class ReplayInterceptor(grpc.ServerInterceptor):
    def intercept_service(self, continuation, handler_call_details):
        metadata = dict(handler_call_details.invocation_metadata)
        session = metadata.get("x-openreplay-sessiontoken")
        if session:
            sentry_sdk.set_tag("openReplaySessionToken", session)
        return continuation(handler_call_details)


class Weather(weather_pb2_grpc.WeatherServicer):
    def Now(self, request, context):  # handler: covered
        return self._read(request)

    def Forecast(self, request, context):  # handler: covered
        for _ in range(7):
            yield self._read(request)

    def _read(self, station):
        raise LookupError(station)


def serve():
    server = grpc.server(futures.ThreadPoolExecutor(8), interceptors=[ReplayInterceptor()])
    weather_pb2_grpc.add_WeatherServicer_to_server(Weather(), server)
    server.add_insecure_port("[::]:50051")
    server.start()
    server.wait_for_termination()


if __name__ == "__main__":
    serve()
