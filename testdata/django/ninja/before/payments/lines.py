from ninja import Path, Router

lines = Router()


@lines.get("")
def list_lines(request, number: Path[int]):  # handler: uncovered
    return [{"text": "Consulting", "hours": number}]
