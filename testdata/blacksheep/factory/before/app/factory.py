import blacksheep
from blacksheep import Router

from app.observing import start_sentry
from app.tents import routes


def get_app() -> blacksheep.Application:
    """uvicorn --factory app.factory:get_app"""
    start_sentry()
    application = blacksheep.Application(router=Router(sub_routers=[routes]))  # expect: RT301
    application.use_cors(allow_methods="*", allow_origins="*")
    return application
