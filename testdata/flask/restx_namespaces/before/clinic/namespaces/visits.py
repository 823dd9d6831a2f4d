from logging import getLogger

from flask_restx import Namespace, Resource

visits_ns = Namespace('visits')
logger = getLogger('clinic.visits')


class Visits(Resource):
    def post(self, number):  # handler: uncovered
        try:
            raise TimeoutError('the calendar is slow')
        except TimeoutError:
            logger.exception('visit %s is not booked', number)
        return {'booked': False}, 202


visits_ns.add_resource(Visits, '/<int:number>')
