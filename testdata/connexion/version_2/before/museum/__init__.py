import connexion
import sentry_sdk
from connexion.resolver import MethodViewResolver

from museum.desk import desk


def create_app(dsn=None):
    connexion_app = connexion.App(__name__, specification_dir="./")  # expect: RT301
    sentry_sdk.init(dsn)
    app = connexion_app.app
    app.config["JSON_SORT_KEYS"] = False
    app.register_blueprint(desk)
    connexion_app.add_api("swagger.yaml", resolver=MethodViewResolver("museum.views"))
    return app
