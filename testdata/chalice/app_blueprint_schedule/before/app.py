import logging
import os

import sentry_sdk
from chalice import Chalice, NotFoundError, Rate
from sentry_sdk.integrations.chalice import ChaliceIntegration

from chalicelib.customers import customers
from chalicelib.stock import stock

sentry_sdk.init(
    dsn=os.environ.get('SENTRY_DSN'),
    integrations=[ChaliceIntegration()],
)

app = Chalice(app_name='orders')  # expect: RT301
app.log.setLevel(logging.INFO)
app.register_blueprint(customers, url_prefix='/customers')
app.register_blueprint(stock)

ORDERS = {'7': {'sum': 30, 'parts': 0}}


@app.route('/')
def index():  # handler: uncovered
    return {'orders': len(ORDERS)}


@app.route('/orders/{number}', methods=['GET'])
def order(number):  # handler: uncovered
    if number not in ORDERS:
        raise NotFoundError(f'no order {number}')
    return {'part': ORDERS[number]['sum'] / ORDERS[number]['parts']}


@app.route('/orders', methods=['POST'], cors=True)
def place_order():  # handler: uncovered
    body = app.current_request.json_body
    try:
        charge(body['sum'])
    except ConnectionError as error:
        sentry_sdk.capture_exception(error)
        return {'placed': False}
    return {'placed': True}


@app.schedule(Rate(1, unit=Rate.HOURS))
def remind(event):
    logging.error('nobody was reminded')


@app.on_sqs_message(queue='shipments', batch_size=5)
def ship(event):
    for record in event:
        logging.info('shipping %s', record.body)
        charge(record.body)


def charge(amount):
    raise ConnectionError(f'no answer from the payment provider for {amount}')
