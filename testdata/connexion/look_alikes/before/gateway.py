"""No app of Connexion's: a client of one, a router of the project's own, and an app without Sentry."""

import connexion
from connexion.exceptions import OAuthProblem


class Gateway:
    def __init__(self):
        self.apis = []
        self.app = self

    def add_api(self, name, **options):
        self.apis.append((name, options))

    def add_middleware(self, cls, position=None):
        self.apis.append((cls, position))


gateway = Gateway()
gateway.add_api("openapi.yaml")
gateway.add_middleware(Gateway)


def check_token(token):
    if not token:
        raise OAuthProblem("no token")
    return {"sub": connexion.request.headers.get("X-User")}
