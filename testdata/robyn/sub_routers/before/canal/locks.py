import robyn

router = robyn.SubRouter(__name__, "/locks")


def gates(request):  # handler: uncovered
    return "2"


router.add_route("GET", "/gates", gates)


@router.websocket("/live")
async def live(websocket):  # handler: uncovered
    await websocket.send_text(await websocket.receive_text())
