"""As grpcio-tools write it, shortened."""

import grpc


class WeatherServicer(object):
    def Now(self, request, context):
        context.set_code(grpc.StatusCode.UNIMPLEMENTED)
        raise NotImplementedError("Method not implemented!")

    def Forecast(self, request, context):
        context.set_code(grpc.StatusCode.UNIMPLEMENTED)
        raise NotImplementedError("Method not implemented!")



def add_WeatherServicer_to_server(servicer, server):
    rpc_method_handlers = {
        "Now": grpc.unary_unary_rpc_method_handler(servicer.Now),
        "Forecast": grpc.unary_stream_rpc_method_handler(servicer.Forecast),
    }
    generic_handler = grpc.method_handlers_generic_handler("weather.Weather", rpc_method_handlers)
    server.add_generic_rpc_handlers((generic_handler,))
