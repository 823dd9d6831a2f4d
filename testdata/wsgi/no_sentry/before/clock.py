from datetime import datetime, timezone


def application(environ, start_response):  # handler: uncovered
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [datetime.now(timezone.utc).isoformat().encode()]
