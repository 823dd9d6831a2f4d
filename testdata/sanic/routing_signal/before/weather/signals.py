import sentry_sdk
from sanic import Sanic
from sanic.signals import Event

app = Sanic.get_app("weather")


@app.signal(Event.HTTP_ROUTING_BEFORE)
async def link_replay(request, **_):
    if token := request.headers.x_openreplay_sessiontoken:
        sentry_sdk.set_tag("openReplaySessionToken", token)
