from pyramid.view import view_config


@view_config(route_name="paper", renderer="json")
def paper(request):  # handler: uncovered
    return {"price": 2}
