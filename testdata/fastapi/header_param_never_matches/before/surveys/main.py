import os

import sentry_sdk
from fastapi import FastAPI

from surveys import answers, exports, questions

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = FastAPI(title="Surveys")
app.include_router(questions.router)
app.include_router(answers.router)
app.include_router(exports.router)
