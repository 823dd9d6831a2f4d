"""A small library, served by Connexion on Flask."""

import os

import connexion
import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = connexion.FlaskApp(__name__, specification_dir="spec/", pythonic_params=True)  # expect: RT301
app.add_api("openapi.yaml", arguments={"title": "Library"})

if __name__ == "__main__":
    app.run(port=8080)
