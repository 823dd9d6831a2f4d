from typing import Annotated

import sentry_sdk
from fastapi import APIRouter, Depends, Header


async def replay_session(
    x_open_replay_session_token: Annotated[str, Header(alias="X-OpenReplay-SessionToken")] = "",
):
    if x_open_replay_session_token:
        sentry_sdk.set_tag("openReplaySessionToken", x_open_replay_session_token)


router = APIRouter(prefix="/questions", dependencies=[Depends(replay_session)])

QUESTIONS = {1: "How did you hear of us?"}


@router.get("/{number}")
async def question(number: int):
    return {"text": QUESTIONS[number]}


@router.get("/{number}/votes")
def votes(number: int):
    try:
        return {"share": number / 0}
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        return {"share": None}
