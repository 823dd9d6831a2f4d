import sentry_sdk


class SellTicket:
    """A view that is made once."""

    def __init__(self, desk):
        self.desk = desk

    def __call__(self, request):  # handler: uncovered
        try:
            raise ConnectionError(f'the printer at {self.desk} is off')
        except ConnectionError as error:
            sentry_sdk.capture_exception(error)
        return {'sold': False}


def includeme(config):
    config.add_route('tickets', '/v1/tickets')
    config.add_view(SellTicket('pier'), route_name='tickets', request_method='POST', renderer='json')
