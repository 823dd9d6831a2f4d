from blacksheep import Router, text

routes = Router(prefix="/tents")


@routes.get("/{size}")
async def tent(size: int):  # handler: uncovered
    return text("x" * (12 // size))


@routes.route("/pitch", methods=["POST"])
async def pitch():  # handler: uncovered
    return text("up")
