import sentry_sdk


def replay_middleware(app):
    async def middleware(scope, receive, send):
        if scope["type"] == "http":
            token = dict(scope["headers"]).get(b"x-openreplay-sessiontoken", b"")
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token.decode("ascii"))
        await app(scope, receive, send)

    return middleware
