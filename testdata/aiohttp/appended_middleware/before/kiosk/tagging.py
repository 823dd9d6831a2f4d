import sentry_sdk
from aiohttp.web import Request, middleware

SESSION_HEADER = "X-OpenReplay-SessionToken"


@middleware
async def link_session(request: Request, handler):
    token = request.headers.get(SESSION_HEADER, "")
    if token:
        sentry_sdk.get_isolation_scope().set_tag("openReplaySessionToken", token)
    return await handler(request)
