import logging
import os

import sentry_sdk
from flask import Flask, jsonify

from ledger import hooks

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Flask(__name__)
hooks.install(app)

ACCOUNTS = {"cash": 120, "debts": -40}


@app.get("/accounts/<name>")
def balance(name):  # handler: uncovered
    return jsonify(balance=ACCOUNTS[name])


@app.post("/accounts/<name>/close")
def close(name):  # handler: uncovered
    try:
        del ACCOUNTS[name]["book"]
    except TypeError as error:
        sentry_sdk.capture_exception(error)
    return jsonify(closed=False)


@app.post("/export")
def export():  # handler: uncovered
    try:
        open("/nowhere/ledger.csv")
    except OSError:
        logging.exception("no export")
    return "", 204
