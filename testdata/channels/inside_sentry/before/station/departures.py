import asyncio

import sentry_sdk
from channels.generic.http import AsyncHttpConsumer


class Departures(AsyncHttpConsumer):  # handler: uncovered
    async def handle(self, body):
        await asyncio.sleep(0.02)
        try:
            text = self.scope["departures"]
        except KeyError as error:
            sentry_sdk.capture_exception(error)
            text = b"none"
        await self.send_response(200, text)
