import grpc
import sentry_sdk


class Replay(grpc.aio.ServerInterceptor):
    async def intercept_service(self, continuation, handler_call_details):
        handler = await continuation(handler_call_details)
        if handler is None or handler.request_streaming or handler.response_streaming:
            return handler

        async def tagged(request, context):
            for key, value in context.invocation_metadata():
                if key == "x-openreplay-sessiontoken" and value:
                    sentry_sdk.set_tag("openReplaySessionToken", value)
            return await handler.unary_unary(request, context)

        return grpc.unary_unary_rpc_method_handler(
            tagged, handler.request_deserializer, handler.response_serializer
        )
