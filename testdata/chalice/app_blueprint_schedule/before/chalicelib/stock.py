import logging

from chalice import Blueprint, Response

extra = stock = Blueprint(__name__)
log = logging.getLogger('stock')


@extra.route('/stock/{item}')
def level(item):  # handler: uncovered
    try:
        raise TimeoutError(f'the warehouse does not answer for {item}')
    except TimeoutError:
        log.exception('no level')
    return Response(body='unknown', status_code=202, headers={'Content-Type': 'text/plain'})


@extra.on_sns_message(topic='deliveries')
def delivered(event):
    log.info(event.message)
