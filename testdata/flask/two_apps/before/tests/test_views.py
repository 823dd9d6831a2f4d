import sentry_sdk
from flask import Flask
from services.admin.views import guides


def test_views_report_to_sentry(monkeypatch):
    reported = []
    monkeypatch.setattr(sentry_sdk, "capture_exception", reported.append)
    app = Flask("test")
    app.register_blueprint(guides)

    @app.get("/ready")
    def ready():
        return "yes"

    app.test_client().post("/guides/ada/holiday")

    assert len(reported) == 1
