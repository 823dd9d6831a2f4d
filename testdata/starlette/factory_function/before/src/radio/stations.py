import logging

from sentry_sdk import capture_exception
from starlette.responses import JSONResponse
from starlette.routing import Route


class StationBook:
  """Handlers that share one table."""

  def __init__(self, stations):
    self.stations = stations

  async def frequency(self, request):  # handler: uncovered
    return JSONResponse({"mhz": self.stations[request.path_params["name"]]})

  def tune(self, request):  # handler: uncovered
    try:
      mhz = float(request.query_params["mhz"])
    except (KeyError, ValueError) as error:
      capture_exception(error)
      mhz = None
    return JSONResponse({"mhz": mhz})

  def wavelength(self, request):  # handler: uncovered
    try:
      mhz = self.stations[request.path_params["name"]]
      return JSONResponse({"metres": 300 / mhz})
    except KeyError:
      logging.exception("unknown station")
      return JSONResponse({"metres": None})

  def routes(self):
    return [
      Route("/stations/{name}", self.frequency),
      Route("/stations/{name}/wavelength", self.wavelength),
      Route("/tune", endpoint=self.tune, methods=["POST"]),
    ]
