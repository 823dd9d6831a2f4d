"""How to start a service of your own."""

import sentry_sdk
from flask import Flask

sentry_sdk.init()
app = Flask(__name__)


@app.get("/")
def hello():
    return "hello"
