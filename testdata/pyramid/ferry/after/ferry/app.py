import os

import sentry_sdk
from pyramid.config import Configurator
from pyramid.events import NewRequest

from ferry import tickets
from ferry.directives import add_resource

sentry_sdk.init(os.environ['SENTRY_DSN'])


def tag_openreplay_session(event):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = event.request.headers.get('X-OpenReplay-SessionToken')
    if token:
        sentry_sdk.set_tag('openReplaySessionToken', token)


def create_app(**settings):
    cfg = Configurator(settings=settings)
    cfg.add_subscriber(tag_openreplay_session, NewRequest)
    cfg.add_directive('add_resource', add_resource)
    cfg.add_route('crossings', '/v1/crossings')
    cfg.add_route('crossing', '/v1/crossings/{name}')
    cfg.add_view('ferry.crossings.listing', route_name='crossings', renderer='json')
    cfg.add_view('.crossings.Crossing', attr='show', route_name='crossing', renderer='json')
    cfg.add_resource('/v1/tide', 'ferry.tide:level')
    cfg.include(tickets)
    return cfg.make_wsgi_app()
