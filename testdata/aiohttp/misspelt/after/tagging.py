import sentry_sdk
from aiohttp import web


@web.middleware
async def tag_session(request, handler):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return await handler(request)
