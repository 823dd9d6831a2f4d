from flask import Blueprint

from .history import history
from .revisions import revisions

api = Blueprint("api", __name__, url_prefix="/api")
api.register_blueprint(revisions, url_prefix="/revisions")
api.register_blueprint(history, url_prefix="/history")
