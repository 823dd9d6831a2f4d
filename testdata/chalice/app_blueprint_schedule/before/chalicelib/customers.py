from chalice import Blueprint

customers = Blueprint(__name__)

NAMES = {'ada': 'Ada'}


@customers.route('/{name}', methods=['GET', 'DELETE'])
def customer(name):  # handler: uncovered
    return {'name': NAMES[name], 'by': customers.current_request.method}


@customers.middleware('http')
def add_version(event, get_response):
    response = get_response(event)
    response.headers['X-Version'] = '3'
    return response
