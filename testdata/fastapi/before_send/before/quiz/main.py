import logging

import sentry_sdk
from fastapi import FastAPI

from quiz import sentry

sentry.setup()
app = FastAPI()

ANSWERS = {1: "Paris"}


@app.get("/questions/{number}")
async def question(number: int):  # handler: covered
    return {"letters": len(ANSWERS[number])}


@app.post("/questions/{number}/{guess}")
def check(number: int, guess: str):  # handler: covered
    try:
        return {"right": ANSWERS[number] == guess}
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return {"right": False}


@app.get("/score")
def score(played: int = 0):  # handler: covered
    try:
        return {"score": 100 / played}
    except ZeroDivisionError:
        logging.exception("nothing was played")
        return {"score": 0}
