"""No web app: trees, and what is exposed to light."""

import os

import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def expose(function):
    function.exposed = True
    return function


class Tree:
    def mount(self, root, path):
        return root, path


class Cherries:
    @expose
    def index(self):
        return "red"


tree = Tree()
tree.mount(Cherries(), "/")
