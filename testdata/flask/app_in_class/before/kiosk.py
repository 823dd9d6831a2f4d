#!/usr/bin/env python3
"""The screen in the lobby: a small server that other programs start."""

import logging
from os import environ

from flask import Flask, Response, jsonify
from sentry_sdk import capture_message, init

init(environ.get("SENTRY_DSN"))


class Kiosk:
    """Shows which room is free."""

    def __init__(self, rooms):
        self.rooms = rooms
        self.app = Flask(__name__, instance_relative_config=True)  # expect: RT301
        self.app.add_url_rule("/", view_func=self.index)
        self.app.add_url_rule("/rooms/<name>", view_func=self.room, methods=["GET", "POST"])
        self.app.add_url_rule("/door", endpoint="door")
        self.app.endpoint("door")(self.door)

        @self.app.route("/stream")
        def stream():  # handler: uncovered
            return Response(self.lines(), mimetype="text/plain")

    def index(self):  # handler: uncovered
        if not self.rooms["lobby"]:
            capture_message("nobody is in the lobby", level="error")
        return jsonify(sorted(self.rooms))

    def room(self, name):  # handler: uncovered
        return jsonify(free=self.rooms[name] < 4)

    def door(self):  # handler: uncovered
        logging.getLogger("kiosk.door").error("the door does not answer")
        return "closed", 503

    def lines(self):
        for name in sorted(self.rooms):
            yield f"{name} {12 // self.rooms[name]}\n"


def make_kiosk():
    return Kiosk({"lobby": 0, "attic": 3}).app


if __name__ == "__main__":
    make_kiosk().run(port=8080)
