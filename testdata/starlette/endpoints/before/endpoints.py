import logging

import sentry_sdk
from starlette.endpoints import HTTPEndpoint, WebSocketEndpoint
from starlette.responses import JSONResponse, Response

FIELDS = {'north': 12.5, 'south': 0}


class JsonEndpoint(HTTPEndpoint):
    def answer(self, content, status=200):
        return JSONResponse(content, status_code=status)


class Fields(JsonEndpoint):
    async def get(self, request):  # handler: uncovered
        name = request.path_params['name']
        return self.answer({'name': name, 'hectares': FIELDS[name]})

    def put(self, request):  # handler: uncovered
        name = request.path_params['name']
        try:
            FIELDS[name] = float(request.query_params['hectares'])
        except (KeyError, ValueError) as error:
            sentry_sdk.capture_exception(error)
        return self.answer(FIELDS)

    def delete(self, request):  # handler: uncovered
        FIELDS.pop(request.path_params['name'], None)
        return Response(status_code=204)


class Yield(JsonEndpoint):
    def get(self, request):  # handler: uncovered
        name = request.path_params['name']
        try:
            return self.answer({'tons': 90 / FIELDS[name]})
        except ZeroDivisionError:
            logging.getLogger('farm').exception('field %s has no size', name)
            return self.answer({'tons': None})


class OldFields(Fields):  # handler: uncovered
    """The same under the path that the first app used."""


class Rain(WebSocketEndpoint):  # handler: uncovered
    encoding = 'json'

    async def on_connect(self, websocket):
        await websocket.accept()

    async def on_receive(self, websocket, data):
        await websocket.send_json({'field': data['field'], 'rain': 2})
