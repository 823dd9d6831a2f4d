from pyramid.view import view_config


@view_config(route_name="loaf", renderer="json")
def loaf(request):  # handler: uncovered
    return {"price": {"rye": 4}[request.matchdict["name"]]}
