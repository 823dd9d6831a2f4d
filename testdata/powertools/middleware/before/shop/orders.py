from aws_lambda_powertools.event_handler.router import LambdaFunctionUrlRouter

router = LambdaFunctionUrlRouter()
ORDERS = {"1": None}


@router.get("/orders/<number>")
def order(number):  # handler: covered
    return {"total": ORDERS[number] + 1}
