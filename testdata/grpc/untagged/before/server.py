"""Nothing tries to tag, and browsers may well not reach it: nothing is reported."""

from concurrent import futures

import grpc
import sentry_sdk

from stock_pb2_grpc import StockServicer, add_StockServicer_to_server

sentry_sdk.init()


class Stock(StockServicer):
    def Count(self, request, context):  # handler: uncovered
        raise LookupError(request)


server = grpc.server(futures.ThreadPoolExecutor(4))
add_StockServicer_to_server(Stock(), server)
server.add_insecure_port("[::]:50051")
server.start()
