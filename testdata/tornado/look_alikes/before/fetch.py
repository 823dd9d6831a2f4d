"""Asks other servers, and is none."""

import asyncio
import os

import sentry_sdk
from tornado.httpclient import AsyncHTTPClient, HTTPRequest

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


class Fetcher:
    def prepare(self, token):
        return HTTPRequest("https://example.org", headers={"X-OpenReplay-SessionToken": token})

    async def get(self, token):
        response = await AsyncHTTPClient().fetch(self.prepare(token))
        return response.body


class Application:
    def __init__(self, handlers):
        self.handlers = handlers


app = Application([("/", Fetcher)])

if __name__ == "__main__":
    asyncio.run(Fetcher().get("a"))
