"""What runs before every request."""

import uuid

import sentry_sdk


async def number_request(request):
    request.ctx.number = uuid.uuid4()


async def link_replay(request):  # expect: RT303
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
