import sentry_sdk
from aiohttp import web


@web.middleware
async def tag_session(request, handler):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return await handler(request)


async def member(request):  # handler: covered
    raise LookupError(request.match_info["number"])


def make_members():
    members = web.Application(middlewares=[tag_session])
    members.router.add_get("/{number}", member)
    return members
