import asyncio
import logging
import os

import sentry_sdk
from sanic import Sanic, empty, text

from harbour.middleware import link_replay, number_request


def create_app():
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    app = Sanic("harbour", configure_logging=False)
    app.on_request(link_replay)
    app.on_request(number_request)

    @app.get("/ships/<number:int>")
    async def ship(request, number):
        return text({1: "ferry"}[number])

    @app.patch("/ships/<number:int>")
    async def repair(request, number):
        await asyncio.sleep(0.05)
        sentry_sdk.capture_message(f"no parts for {number}")
        return empty(status=202)

    @app.get("/crane")
    def crane(request):
        logging.error("the crane is stuck")
        return text("stuck")

    return app
