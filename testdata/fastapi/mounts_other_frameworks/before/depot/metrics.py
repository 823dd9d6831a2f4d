import asyncio

import sentry_sdk


class Metrics:
    async def __call__(self, scope, receive, send):  # handler: uncovered
        await asyncio.sleep(0.02)
        try:
            value = scope["metrics"]
        except KeyError as error:
            sentry_sdk.capture_exception(error)
            value = b"0"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": value})
