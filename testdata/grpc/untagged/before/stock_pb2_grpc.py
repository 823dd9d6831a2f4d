"""As grpcio-tools write it, shortened."""

import grpc


class StockServicer(object):
    def Count(self, request, context):
        context.set_code(grpc.StatusCode.UNIMPLEMENTED)
        raise NotImplementedError("Method not implemented!")



def add_StockServicer_to_server(servicer, server):
    rpc_method_handlers = {
        "Count": grpc.unary_unary_rpc_method_handler(servicer.Count),
    }
    generic_handler = grpc.method_handlers_generic_handler("stock.Stock", rpc_method_handlers)
    server.add_generic_rpc_handlers((generic_handler,))
