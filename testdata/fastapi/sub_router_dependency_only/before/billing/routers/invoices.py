import logging

from fastapi import APIRouter

router = APIRouter(prefix="/invoices")  # expect: RT302


@router.get("/{number}")
async def invoice(number: int):  # handler: uncovered
    return {"number": number, "rate": 100 / number}


@router.get("/{number}/pdf")
def invoice_pdf(number: int):  # handler: uncovered
    try:
        return {"pages": len(open(f"/srv/invoices/{number}.pdf", "rb").read())}
    except OSError:
        logging.exception("invoice %s has no PDF", number)
        return {"pages": 0}
