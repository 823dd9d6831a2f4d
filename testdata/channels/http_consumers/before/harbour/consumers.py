import asyncio

import sentry_sdk
from channels.generic.http import AsyncHttpConsumer
from channels.generic.websocket import AsyncWebsocketConsumer


class Feed(AsyncHttpConsumer):  # handler: uncovered
    async def handle(self, body):
        await asyncio.sleep(0.02)
        try:
            text = self.scope["feed"]
        except KeyError as error:
            sentry_sdk.capture_exception(error)
            text = b"stale"
        await self.send_response(200, text)


class Live(AsyncWebsocketConsumer):  # handler: uncovered
    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data="pong")
        await self.close()
