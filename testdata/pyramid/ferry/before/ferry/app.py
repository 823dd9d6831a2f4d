import os

import sentry_sdk
from pyramid.config import Configurator

from ferry import tickets
from ferry.directives import add_resource

sentry_sdk.init(os.environ['SENTRY_DSN'])


def create_app(**settings):
    cfg = Configurator(settings=settings)  # expect: RT301
    cfg.add_directive('add_resource', add_resource)
    cfg.add_route('crossings', '/v1/crossings')
    cfg.add_route('crossing', '/v1/crossings/{name}')
    cfg.add_view('ferry.crossings.listing', route_name='crossings', renderer='json')
    cfg.add_view('.crossings.Crossing', attr='show', route_name='crossing', renderer='json')
    cfg.add_resource('/v1/tide', 'ferry.tide:level')
    cfg.include(tickets)
    return cfg.make_wsgi_app()
