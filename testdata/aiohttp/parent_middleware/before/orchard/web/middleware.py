import sentry_sdk
from aiohttp import web


def replay_links(header, tag):
    @web.middleware
    async def middleware(request, handler):
        if request.headers.get(header):
            sentry_sdk.set_tag(tag, request.headers[header])
        return await handler(request)

    return middleware


def timing(name):
    @web.middleware
    async def middleware(request, handler):
        response = await handler(request)
        response.headers["X-Server"] = name
        return response

    return middleware


def setup_middlewares(app):
    app.middlewares.insert(0, replay_links("x-openreplay-sessiontoken", "openReplaySessionToken"))
