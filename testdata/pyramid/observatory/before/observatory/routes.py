def includeme(config):
    config.add_route("home", "/")
    config.add_route("star", "/stars/{name}")
    config.add_route("dome", "/dome")
    config.include(api_routes, route_prefix="/api")


def api_routes(config):
    config.add_route("exposure", "/exposures/{number}")
