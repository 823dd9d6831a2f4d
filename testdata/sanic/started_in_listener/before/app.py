import os

import sentry_sdk
from sanic import Sanic, text
from sentry_sdk.integrations.asyncio import AsyncioIntegration

app = Sanic("tram")  # expect: RT301


@app.before_server_start
async def start_sentry(app):
    """Too late for Sentry to give each request a scope of its own."""
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), integrations=[AsyncioIntegration()])


@app.on_request
async def link_replay(request):
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT402


@app.get("/stops/<name>")
async def stop(request, name):  # handler: uncovered
    return text({"market": "4"}[name])
