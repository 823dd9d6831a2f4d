import logging

from bottle import Bottle

app = Bottle()


@app.get("/<shelf>")
def shelf(shelf):  # handler: uncovered
    logging.getLogger(__name__).error("nothing on %s", shelf)
    return []


@app.delete("/<shelf>")
def clear(shelf):  # handler: uncovered
    raise PermissionError(shelf)
