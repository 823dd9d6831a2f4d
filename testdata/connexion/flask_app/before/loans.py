import logging

import sentry_sdk

log = logging.getLogger(__name__)
LOANS = {"7": {"book": "dune", "days": 3}, "8": {"book": "solaris", "days": 0}}


def search():  # handler: uncovered
    return sorted(LOANS)


def show(number):  # handler: uncovered
    loan = LOANS[number]
    return {"book": loan["book"], "fee": 100 / loan["days"]}


def extend(number, body):  # handler: uncovered
    try:
        LOANS[number]["days"] += int(body["days"])
    except (KeyError, ValueError) as error:
        sentry_sdk.capture_exception(error)
        return {"extended": False}, 202
    return {"extended": True}


class Reminders:
    def send(self, number):  # handler: uncovered
        log.error("no address for loan %s", number)
        return None, 204


reminders = Reminders()
