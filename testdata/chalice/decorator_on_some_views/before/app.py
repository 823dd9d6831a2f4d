import os

import sentry_sdk
from chalice import Chalice

from chalicelib.linking import linked
from chalicelib.staff import staff

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Chalice(app_name="swimming")
app.register_blueprint(staff, url_prefix="/staff")
LANES = {"1": 2, "2": 0}


@app.route("/lanes/{number}")
@linked(app)
def lane(number):  # handler: covered
    return {"share": 1 / LANES[number]}
