import flask
from flask_restx import Api

from clinic.namespaces import ALL

blueprint = flask.Blueprint('api', __name__)
api = Api(blueprint, title='Clinic', version='2', doc=False)
for namespace, prefix in ALL:
    api.add_namespace(namespace, path=prefix)
