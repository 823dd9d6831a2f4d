from ninja import Router

router = Router()


@router.delete("/{number}", response={204: None})
def cancel(request, number: int):  # handler: uncovered
    raise RuntimeError(f"refund {number} was paid out already")
