import os

import sentry_sdk
from sanic import Request, Sanic, text

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Sanic("sawmill")  # expect: RT301


@app.on_request
async def link_replay(request: Request):
    """An attribute of the headers is never missing: of a name that nobody sends it is empty."""
    if token := request.headers.x_open_replay_session_token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@app.get("/logs")
async def logs(request: Request):  # handler: uncovered
    return text("oak")
