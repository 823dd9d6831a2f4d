def add_resource(config, path, view):
    """Serve what ``view`` returns at ``path``, as JSON."""
    config.add_route(path, path)
    config.add_view(view, route_name=path, renderer='json')
