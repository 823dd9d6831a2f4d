import asyncio

import sentry_sdk
from channels.generic.http import AsyncHttpConsumer
from channels.generic.websocket import AsyncWebsocketConsumer


class Moves(AsyncHttpConsumer):  # handler: covered
    async def handle(self, body):
        await asyncio.sleep(0.02)
        try:
            moves = self.scope["moves"]
        except KeyError as error:
            sentry_sdk.capture_exception(error)
            moves = b"none"
        await self.send_response(200, moves)


class Board(AsyncWebsocketConsumer):  # handler: covered
    async def receive(self, text_data=None, bytes_data=None):
        await asyncio.sleep(0.02)
        try:
            answer = {"d4": "d5"}[text_data]
        except KeyError as error:
            sentry_sdk.capture_exception(error)
            answer = "?"
        await self.send(text_data=answer)
        await self.close()
