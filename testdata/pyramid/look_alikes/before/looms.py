"""No web app: a configurator of looms has routes and views of its own."""

import os

import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Configurator:
    def __init__(self):
        self.routes = {}
        self.views = []

    def add_route(self, route_name, thread):
        self.routes[route_name] = thread

    def add_view(self, view, route_name=None):
        self.views.append((view, route_name))

    def scan(self, package=None):
        return self.routes


def view_config(**settings):
    return lambda view: view


@view_config(route_name="warp")
def warp(request):
    return request


def main():
    config = Configurator()
    config.add_route("warp", "wool")
    config.add_view(warp, route_name="warp")
    config.scan()
    return config
