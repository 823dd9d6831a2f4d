import logging


def level(request):  # handler: uncovered
    logging.getLogger('tide').error('the gauge is silent')
    return None
