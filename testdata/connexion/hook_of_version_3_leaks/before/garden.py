"""Wrong: in version 3 nobody opens Sentry's scope for Flask, and the tag stays for the next one."""

import connexion
import sentry_sdk
from flask import request

sentry_sdk.init()
garden = connexion.App(__name__)  # expect: RT301


@garden.app.before_request
def tag():
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT402


garden.add_api("garden-api.yaml")


def beds():  # handler: uncovered
    return []
