import sentry_sdk
from fastapi import APIRouter

router = APIRouter(prefix="/threads")

THREADS = {1: ["first!"]}


@router.get("/{number}")
async def thread(number: int):  # handler: covered
    return THREADS[number]


@router.get("/{number}/first")
def first_post(number: int):  # handler: covered
    try:
        return {"text": THREADS[number][0]}
    except LookupError as error:
        sentry_sdk.capture_exception(error)
        return {"text": None}
