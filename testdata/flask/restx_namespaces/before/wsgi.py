import flask

from clinic import api, monitoring

monitoring.setup()
app = flask.Flask(__name__)  # expect: RT301
app.register_blueprint(api.blueprint, url_prefix='/api/v2')
app.config['RESTX_MASK_SWAGGER'] = False


@app.route('/ping')
def ping():  # handler: uncovered
    return flask.jsonify(ok=True)
