import logging

from parcels.monitoring import setup

setup()

logger = logging.getLogger(__name__)


def lambda_handler(event: dict, context) -> dict:  # expect: RT301  # handler: uncovered
    try:
        open("/nowhere/label")
    except OSError:
        logger.exception("no label")
    return {"label": None}
