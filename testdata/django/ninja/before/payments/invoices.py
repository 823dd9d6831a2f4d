import sentry_sdk
from ninja import Router

from .lines import lines
from .schemas import Invoice

INVOICES = {7: {"customer": "acme", "cents": 1250}}

router = Router(tags=["invoices"])
router.add_router("/{number}/lines", lines)


@router.get("/{number}", response=Invoice)
def get_invoice(request, number: int):  # handler: uncovered
    return INVOICES[number]


@router.post("/", response={201: Invoice})
def create_invoice(request, data: Invoice):  # handler: uncovered
    INVOICES[max(INVOICES) + 1] = data.dict()
    return 201, data


@router.get("/{number}/pdf")
def pdf(request, number: int):  # handler: uncovered
    try:
        raise NotImplementedError("no printer")
    except NotImplementedError as error:
        sentry_sdk.capture_exception(error)
    return {"queued": number}
