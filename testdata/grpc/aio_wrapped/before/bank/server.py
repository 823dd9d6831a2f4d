"""Right: the tag is set round the handler, in the scope of Sentry's integration."""

import asyncio

import grpc
import sentry_sdk
from sentry_sdk.integrations.grpc import GRPCIntegration

from bank import accounts_pb2_grpc
from bank.replay import Replay


class Accounts(accounts_pb2_grpc.AccountsServicer):
    async def Balance(self, request, context):  # handler: covered
        await asyncio.sleep(0)
        raise LookupError(request)


async def serve():
    sentry_sdk.init(integrations=[GRPCIntegration()])
    server = grpc.aio.server(interceptors=(Replay(),))
    accounts_pb2_grpc.add_AccountsServicer_to_server(Accounts(), server)
    server.add_insecure_port("[::]:50051")
    await server.start()
    await server.wait_for_termination()


if __name__ == "__main__":
    asyncio.run(serve())
