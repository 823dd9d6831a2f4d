"""Middleware and parts of applications: nothing here is served."""

import sentry_sdk

sentry_sdk.init()


class Timing:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


async def respond(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})


async def app(order, warehouse):
    return order in warehouse


class Application:
    """Sends parcels, and receives them."""

    async def __call__(self, sender, parcel):
        return sender, parcel


application = Application()
