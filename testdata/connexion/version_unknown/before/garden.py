"""In version 2 this is right, in 3 the tag leaks: nothing tells which it is."""

import connexion
import sentry_sdk
from flask import request

sentry_sdk.init()
garden = connexion.App(__name__, specification_dir="openapi/")


@garden.app.before_request
def tag():
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)


garden.add_api("garden-api.yaml")  # handler: unknown


def beds():  # handler: unknown
    return []
