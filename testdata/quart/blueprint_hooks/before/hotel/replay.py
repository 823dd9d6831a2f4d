import sentry_sdk
from quart import request


async def remember_session() -> None:
    """Link errors to what the guest saw."""
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
