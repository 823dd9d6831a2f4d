from flask import Blueprint, jsonify

revisions = Blueprint("revisions", __name__)

NUMBERS = {"home": [1, 2, 5]}


@revisions.get("/<title>/latest")
def latest(title):  # handler: uncovered
    return jsonify(number=NUMBERS[title][-1])
