import os

import cherrypy
import sentry_sdk


class Barrel(object):
    def index(self, name='oak', **params):  # handler: uncovered
        return {'oak': '9 years'}[name]
    index.exposed = True

    def default(self, *path):  # handler: uncovered
        raise cherrypy.HTTPError(404)
    default.exposed = True


class Cellar(object):
    exposed = True
    barrel = Barrel()

    def __call__(self):  # handler: uncovered
        return 'a cellar'


def main():
    sentry_sdk.init(os.environ.get('SENTRY_DSN'))
    conf = {'/': {'tools.sessions.on': False}}
    cherrypy.config.update({'server.socket_port': 8099})
    cherrypy.quickstart(Cellar(), '/', conf)  # expect: RT301


def embedded():
    sentry_sdk.init(os.environ.get('SENTRY_DSN'))
    conf = {'/': {'request.show_tracebacks': False}}
    return cherrypy.tree.mount(Cellar(), '/cellar', conf)  # expect: RT301


if __name__ == '__main__':
    main()
