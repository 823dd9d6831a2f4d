import logging

from apiflask import APIBlueprint

bp = APIBlueprint("rooms", __name__, tag="Rooms")


@bp.post("/<name>/clean")
@bp.doc(summary="Send somebody to clean the room")
def clean(name):  # handler: uncovered
    try:
        raise OSError(f"nobody is free for {name}")
    except OSError:
        logging.exception("not cleaned")
    return "", 202


@bp.get("/")
@bp.get("/all")
def rooms():  # handler: uncovered
    return [{"name": "blue"}]
