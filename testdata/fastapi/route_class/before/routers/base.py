from fastapi import APIRouter

from or_dependencies import ORRoute


def get_routers(prefix=""):
    public_app = APIRouter(route_class=ORRoute)
    app = APIRouter(prefix=prefix, route_class=ORRoute)
    return public_app, app
