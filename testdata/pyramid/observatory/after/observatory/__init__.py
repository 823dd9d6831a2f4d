"""A small observatory on the web."""

import sentry_sdk
from pyramid.config import Configurator
from pyramid.events import NewRequest

from observatory.monitoring import start_monitoring


def tag_openreplay_session(event):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = event.request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


def main(global_config, **settings):
    """Return the WSGI application."""
    start_monitoring()
    with Configurator(settings=settings) as config:
        config.add_subscriber(tag_openreplay_session, NewRequest)
        config.include(".routes")
        config.scan(".views")
        config.add_request_method(lambda request: "hill", "site", reify=True)
        return config.make_wsgi_app()
