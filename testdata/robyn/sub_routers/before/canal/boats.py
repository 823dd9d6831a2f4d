from robyn import Request, SubRouter

boats = SubRouter(__file__, prefix="/boats")


@boats.get("/")
async def index(request: Request):  # handler: uncovered
    return ["heron"]


@boats.delete("/:boat")
async def scrap(request: Request):  # handler: uncovered
    return {"heron": 1}[request.path_params["boat"]]
