import asyncio
import logging
import os

import sentry_sdk
from quart import Blueprint, Quart

from printer.tags import tag_jobs, tag_paper

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

jobs = Blueprint("jobs", __name__, url_prefix="/jobs")
jobs.before_request(tag_jobs)
paper = Blueprint("paper", __name__, url_prefix="/paper")
paper.before_request(tag_paper)


@jobs.get("/<int:number>")
async def job(number):  # handler: uncovered
    return str(100 // number)


@jobs.post("")
async def submit():  # handler: uncovered
    await asyncio.sleep(0.05)
    sentry_sdk.capture_message("the queue is long")
    return "queued"


@paper.get("/<size>")
async def sheets(size):  # handler: uncovered
    logging.error("out of %s", size)
    return "0"


app = Quart(__name__)
app.register_blueprint(jobs)
app.register_blueprint(paper)
