import contextlib
import os

import cherrypy
import sentry_sdk


class Barrel(object):
    def index(self, name='oak', **params):
        return {'oak': '9 years'}[name]
    index.exposed = True

    def default(self, *path):
        raise cherrypy.HTTPError(404)
    default.exposed = True


class Cellar(object):
    exposed = True
    barrel = Barrel()

    def __call__(self):
        return 'a cellar'


@cherrypy.tools.register('on_start_resource', priority=0)
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    request = cherrypy.serving.request
    scopes = contextlib.ExitStack()
    # Threads serve one request after the other: what is tagged has to end with this one.
    request.hooks.attach('on_end_request', scopes.close, failsafe=True, priority=100)
    scopes.enter_context(sentry_sdk.isolation_scope())
    token = request.headers.get('X-OpenReplay-SessionToken')
    if token:
        sentry_sdk.set_tag('openReplaySessionToken', token)


cherrypy.config.update({'tools.tag_openreplay_session.on': True})


def main():
    sentry_sdk.init(os.environ.get('SENTRY_DSN'))
    conf = {'/': {'tools.sessions.on': False}}
    cherrypy.config.update({'server.socket_port': 8099})
    cherrypy.quickstart(Cellar(), '/', conf)


def embedded():
    sentry_sdk.init(os.environ.get('SENTRY_DSN'))
    conf = {'/': {'request.show_tracebacks': False}}
    return cherrypy.tree.mount(Cellar(), '/cellar', conf)


if __name__ == '__main__':
    main()
