import sentry_sdk
from flask import Flask, abort

sentry_sdk.init()

app = Flask(__name__)  # expect: RT301


@app.get("/parcels/<int:number>")
def parcel(number):  # handler: uncovered
    if number == 0:
        raise LookupError("no parcel has this number")
    return {"number": number}


@app.get("/report")
def report():  # handler: uncovered
    try:
        return str(1 // 0)
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        return abort(503)
