import asyncio
import logging

from fastapi import Request

from ledger.base import make_routers

logger = logging.getLogger(__name__)

public_app, app = make_routers()


@public_app.get('/signup')
async def get_signup_page():  # handler: uncovered
    return {'form': ['email', 'password']}


@app.get('/accounts/{number}', tags=['accounts'])
@app.get('/accounts/{number}/summary', tags=['accounts'])
def get_account(number: int):  # handler: uncovered
    return {'number': number, 'ratio': 1 / number}


@app.api_route('/hooks/bank', methods=['GET', 'POST'])
async def bank_hook(request: Request):  # handler: uncovered
    await asyncio.sleep(0.02)
    try:
        return {'amount': int(request.query_params['amount'])}
    except (KeyError, ValueError):
        logger.exception('bank sent a hook without an amount')
        return {'amount': None}
