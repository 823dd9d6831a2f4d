import logging

from flask import Blueprint, jsonify

from school.replay import remember_session

pupils = Blueprint("pupils", __name__)
pupils.before_request(remember_session)

MARKS = {"ada": [1, 2], "bo": []}


@pupils.get("/pupils/<name>/mean")
def mean(name):  # handler: covered
    return jsonify(mean=sum(MARKS[name]) / len(MARKS[name]))


@pupils.post("/pupils/<name>/marks")
def add_mark(name):  # handler: covered
    try:
        MARKS[name].append(int("A+"))
    except ValueError:
        logging.exception("not a mark")
    return jsonify(marks=len(MARKS[name]))
