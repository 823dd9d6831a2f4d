import logging

HOURS = {"monday": None, "sunday": "10-16"}


def hours_of(day):
    if day == "today":
        logging.error("nobody knows today")
        return "unknown"
    return HOURS[day].split("-")
