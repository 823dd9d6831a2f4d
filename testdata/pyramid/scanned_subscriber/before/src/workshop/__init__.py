from pyramid.config import Configurator


def make_application(settings):
    config = Configurator(settings=settings)
    config.add_route("bike", "/bikes/{number}")
    config.add_route("repairs", "/repairs")
    config.scan()
    return config.make_wsgi_app()
