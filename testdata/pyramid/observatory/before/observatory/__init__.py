"""A small observatory on the web."""

from pyramid.config import Configurator

from observatory.monitoring import start_monitoring


def main(global_config, **settings):
    """Return the WSGI application."""
    start_monitoring()
    with Configurator(settings=settings) as config:  # expect: RT301
        config.include(".routes")
        config.scan(".views")
        config.add_request_method(lambda request: "hill", "site", reify=True)
        return config.make_wsgi_app()
