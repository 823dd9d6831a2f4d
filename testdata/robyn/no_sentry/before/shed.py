from robyn import Robyn

app = Robyn(__file__)


@app.get("/")
async def index(request):  # handler: uncovered
    return "rakes"
