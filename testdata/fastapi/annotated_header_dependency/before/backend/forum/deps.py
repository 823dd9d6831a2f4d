from typing import Annotated

import sentry_sdk
from fastapi import Depends, Header

ReplayToken = Annotated[str | None, Header(alias="X-OpenReplay-SessionToken")]


def tag_replay(token: ReplayToken = None) -> None:
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


async def replay_session(
    x_openreplay_sessiontoken: Annotated[str | None, Header()] = None,
) -> str | None:
    if x_openreplay_sessiontoken:
        sentry_sdk.set_tags({"openReplaySessionToken": x_openreplay_sessiontoken})
    return x_openreplay_sessiontoken


ReplaySession = Annotated[str | None, Depends(replay_session)]
