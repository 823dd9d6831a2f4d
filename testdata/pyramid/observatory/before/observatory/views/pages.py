from pyramid.response import Response
from pyramid.view import view_config

MAGNITUDES = {"sirius": -1.46}


@view_config(route_name="home")
def home(request):  # handler: uncovered
    return Response(f"observatory on the {request.site}")


@view_config(route_name="star", renderer="json")
def star(context, request):  # handler: uncovered
    return {"magnitude": MAGNITUDES[request.matchdict["name"]]}
