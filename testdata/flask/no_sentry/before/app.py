"""A guest book: errors go to its own log file."""

from flask import Flask, jsonify, request

app = Flask(__name__)
ENTRIES = []


@app.get("/entries/<int:number>")
def entry(number):  # handler: uncovered
    return jsonify(ENTRIES[number])


@app.post("/entries")
def write():  # handler: uncovered
    ENTRIES.append(request.get_json())
    app.logger.info("somebody wrote in the guest book")
    return jsonify(number=len(ENTRIES)), 201
