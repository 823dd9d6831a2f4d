import flask
import sentry_sdk
from flask import request

from clinic import api, monitoring

monitoring.setup()
app = flask.Flask(__name__)


@app.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get('X-OpenReplay-SessionToken')
    if token:
        sentry_sdk.set_tag('openReplaySessionToken', token)


app.register_blueprint(api.blueprint, url_prefix='/api/v2')
app.config['RESTX_MASK_SWAGGER'] = False


@app.route('/ping')
def ping():
    return flask.jsonify(ok=True)
