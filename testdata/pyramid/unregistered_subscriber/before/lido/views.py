from pyramid.view import view_config


@view_config(route_name="lane", renderer="json")
def lane(request):  # handler: uncovered
    return {"swimmers": [3, 1][int(request.matchdict["number"])]}
