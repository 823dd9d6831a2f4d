from pathlib import Path

from connexion import AsyncApp
from connexion.resolver import RestyResolver
from starlette.responses import PlainTextResponse

from harbour.monitoring import start_monitoring


def create_app():
    start_monitoring()
    web = AsyncApp(__name__, uri_parser_class=None)  # expect: RT301
    web.add_api(
        Path(__file__).parent / "openapi" / "harbour.yml",
        resolver=RestyResolver("harbour.api"),
        base_path="/api",
    )
    web.add_url_rule("/tide", "tide", tide)
    return web


async def tide(request):  # handler: uncovered
    return PlainTextResponse("high")
