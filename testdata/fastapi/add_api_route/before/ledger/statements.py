import sentry_sdk
from fastapi import APIRouter


class StatementApi:
    """Statements of one period; the routes are bound to the instance."""

    def __init__(self, period):
        self.period = period
        self.router = APIRouter(prefix='/statements')
        self.router.add_api_route('', self.listing, methods=['GET'])
        self.router.add_api_route('/{number}', self.detail, methods=['GET', 'HEAD'])

    async def listing(self):  # handler: uncovered
        return {'period': self.period, 'statements': []}

    def detail(self, number: int):  # handler: uncovered
        try:
            raise LookupError(f'statement {number} of {self.period}')
        except LookupError as error:
            sentry_sdk.capture_exception(error)
            return {'number': number, 'lines': []}
