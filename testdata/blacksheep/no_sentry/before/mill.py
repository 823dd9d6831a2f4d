from blacksheep import Application, get

app = Application()


@get("/")
async def grind():  # handler: uncovered
    return "flour"
