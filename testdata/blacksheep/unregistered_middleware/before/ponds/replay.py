import sentry_sdk
from blacksheep import Request


async def replay(request: Request, handler):  # expect: RT303
    if token := request.get_first_header(b"X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token.decode())
    return await handler(request)
