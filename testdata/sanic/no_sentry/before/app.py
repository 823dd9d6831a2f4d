from sanic import Sanic, text

app = Sanic("hello")


@app.get("/")
async def index(request):  # handler: uncovered
    return text("hello")
