import sentry_sdk


def tagging(inner):
    async def middleware(scope, receive, send):
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            token = headers.get(b"x-openreplay-sessiontoken")
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token.decode())
        await inner(scope, receive, send)

    return middleware
