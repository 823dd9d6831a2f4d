import logging

logger = logging.getLogger(__name__)

JARS = {}


def honey(number):
    try:
        return str(sum(JARS[number]))
    except KeyError:
        logger.exception("hive %s was never harvested", number)
        return "0"
