"""A worker that calls other servers, and is none."""

import asyncio
import os

import aiohttp
import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

HEADER = "X-OpenReplay-SessionToken"


class Api:
    def __init__(self, session: aiohttp.ClientSession, routes):
        self.session = session
        self.routes = routes

    async def get(self, path, handler=None, **kwargs):
        async with self.session.get(f"https://example.org{path}", **kwargs) as response:
            return await response.json()

    async def post(self, path, body, token):
        headers = {HEADER: token}
        async with self.session.post(path, json=body, headers=headers) as response:
            return response.status


async def on_request_end(session, context, params):
    print(params.url)


async def main():
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(on_request_end)
    async with aiohttp.ClientSession(trace_configs=[trace]) as session:
        api = Api(session, ["/a"])
        await asyncio.gather(*(api.get(path) for path in api.routes))


asyncio.run(main())
