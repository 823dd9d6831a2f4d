"""The state of the orchard; the module itself is the resource."""

import logging


def on_get(req, resp):  # handler: uncovered
    logging.getLogger("orchard").error("asked for by %s", req.user_agent)
    resp.text = "ripe"


def on_delete(req, resp):  # handler: uncovered
    raise PermissionError("the orchard stays")
