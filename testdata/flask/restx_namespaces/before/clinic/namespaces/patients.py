import flask
from flask_restx import Namespace, Resource, fields
from sentry_sdk import capture_exception

ns = Namespace('patients', description='Who comes to us')
patient = ns.model('Patient', {'name': fields.String, 'age': fields.Integer})

PATIENTS = {1: {'name': 'Ada', 'born': 1990}, 2: {'name': 'Bo'}}


@ns.route('/<int:number>', '/by-number/<int:number>')
@ns.param('number', 'the number on the card')
class Patient(Resource):
    @ns.marshal_with(patient)
    def get(self, number):  # handler: uncovered
        found = PATIENTS[number]
        return {'name': found['name'], 'age': 2024 - found['born']}

    @ns.response(409, 'has open visits')
    def delete(self, number):  # handler: uncovered
        try:
            raise PermissionError(f'patient {number} has open visits')
        except PermissionError as error:
            capture_exception(error)
            return {'message': str(error)}, 409


@ns.route('/')
class Patients(Resource):
    @ns.doc('all patients')
    def get(self):  # handler: uncovered
        return sorted(PATIENTS), 200, {'X-Total': str(len(PATIENTS))}

    def post(self):  # handler: uncovered
        return flask.request.get_json(), 201
