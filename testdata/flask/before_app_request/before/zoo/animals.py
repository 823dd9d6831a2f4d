import logging

import sentry_sdk
from flask import jsonify
from flask.views import MethodView

ANIMALS = {"lion": {"age": 9}, "egg": {}}


class Animal(MethodView):
    def get(self, name):  # handler: covered
        return jsonify(age=ANIMALS[name]["age"])

    def post(self, name):  # handler: covered
        try:
            ANIMALS[name].feed()
        except AttributeError as error:
            sentry_sdk.capture_exception(error)
        return "", 204

    def delete(self, name):  # handler: covered
        try:
            raise PermissionError(f"{name} stays here")
        except PermissionError:
            logging.exception("not removed")
        return "", 403
