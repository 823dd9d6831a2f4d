"""A timetable. The platform that runs it starts Sentry, before this module is imported."""

from flask import Flask, jsonify

from reporting import report

app = Flask(__name__)  # expect: RT301

DEPARTURES = {"north": [8, 12], "south": []}


@app.get("/departures/<quay>")
def departures(quay):  # handler: uncovered
    return jsonify(first=DEPARTURES[quay][0])


@app.post("/delays")
def add_delay():  # handler: uncovered
    report(OSError("the sea is rough"))
    return "", 204
