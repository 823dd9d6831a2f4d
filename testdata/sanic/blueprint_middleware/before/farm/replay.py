import sentry_sdk


async def remember_session(request, response=None):
    """Link errors to what the farmer saw."""
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
