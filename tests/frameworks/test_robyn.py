"""Robyn: which handlers are found, and what is said of its hooks."""

from __future__ import annotations

import pytest

from replaytag.contract import DEFAULT_CONTRACT
from replaytag.frameworks.robyn import FRAMEWORK
from tests.frameworks.asgi_samples import demanded, listed, named
from tests.linked import linked

REGISTERED = {
    "an app and a router": {
        "main.py": """
            from robyn import Robyn

            from pages import pages

            app = Robyn(__file__)
            app.include_router(pages)

            @app.get("/")
            async def index(request):  # handler: uncovered
                ...

            @app.post("/a", const=False)
            def add():  # handler: uncovered
                ...

            async def late(request):  # handler: uncovered
                ...

            app.add_route("GET", "/late", late)

            @app.websocket("/ws")
            async def live(websocket):  # handler: uncovered
                ...

            @app.startup_handler
            async def start():
                ...
            """,
        "pages.py": """
            import robyn

            pages = robyn.SubRouter(__file__, prefix="/pages")

            @pages.get("/:name")
            def page(request):  # handler: uncovered
                ...
            """,
    },
    "look-alikes": """
        from robyn import Robyn
        from cache import app as other

        app = Robyn(__file__)

        @other.get("/")
        async def index(request):
            ...
        """,
}

BEFORE = """
def tag(request):
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return request
"""
EXCEPTION = """
@app.exception
def failed(error):
    sentry_sdk.capture_exception(error)
"""
ROUTER = "router = SubRouter(__file__)\napp.include_router(router)\n"
HOOKS = {
    "before_request": ("@app.before_request()" + BEFORE + EXCEPTION, "covered"),
    "errors that are not caught have no tag": ("@app.before_request()" + BEFORE, "unknown"),
    "errors of a router that are not caught": (
        ROUTER + "@app.before_request()" + BEFORE + EXCEPTION,
        "unknown",
    ),
    "on a router": (
        ROUTER + "@router.before_request()" + BEFORE + EXCEPTION + "router.exception(failed)\n",
        "covered",
    ),
    "for one path": ("@app.before_request('/a')" + BEFORE + EXCEPTION, "unknown"),
    "too late": ("@app.after_request()" + BEFORE + EXCEPTION, "uncovered"),
    "not registered": (BEFORE.lstrip() + EXCEPTION, "uncovered"),
}
READS = {
    "request.headers.get('X-OpenReplay-SessionToken')": "covered",
    "request.headers['x-openreplay-sessiontoken']": "covered",
    "request.headers.get('X_OpenReplay_SessionToken')": "uncovered",
    "headers.get('x-openreplay-sessiontoken')": "covered",
}


@pytest.mark.parametrize("files", REGISTERED.values(), ids=REGISTERED)
def test_handlers_are_found(files: dict[str, str] | str) -> None:
    assert listed(files) == demanded(files)


@pytest.mark.parametrize(("code", "coverage"), HOOKS.values(), ids=HOOKS)
def test_hooks(code: str, coverage: str) -> None:
    text = (
        "import sentry_sdk\n"
        "from robyn import Robyn, SubRouter\n"
        "app = Robyn(__file__)\n"
        f"@app.get('/')\nasync def index():  # handler: {coverage}\n    ...\n{code}"
    )
    assert listed(text) == demanded(text)


@pytest.mark.parametrize(("read", "coverage"), READS.items(), ids=READS)
def test_reads_of_a_header(read: str, coverage: str) -> None:
    text = f"""
        import sentry_sdk
        from robyn import Robyn

        app = Robyn(__file__)

        @app.exception
        def failed(error):
            sentry_sdk.capture_exception(error)

        @app.get("/")
        def index(request, headers):  # handler: {coverage}
            sentry_sdk.set_tag("openReplaySessionToken", {read})
        """
    assert listed(text) == demanded(text)


def test_a_handler_that_tags_has_no_tag_on_what_it_does_not_catch() -> None:
    text = """
        import sentry_sdk
        from robyn import Robyn

        app = Robyn(__file__)

        @app.get("/")
        def index(request):  # handler: unknown
            token = request.headers.get("X-OpenReplay-SessionToken")
            sentry_sdk.set_tag("openReplaySessionToken", token)
        """
    assert listed(text) == demanded(text)


def test_the_code_is_shown_and_not_written() -> None:
    project = linked("from robyn import Robyn\n\nshop = Robyn(__file__)\n")
    (node,) = project.apps.served()

    recipe = FRAMEWORK.recipe(project.ev, node.app, DEFAULT_CONTRACT)

    assert recipe.actions == ()
    assert recipe.reason
    assert recipe.snippet.startswith("@shop.before_request()\n")
    assert "@shop.exception\n" in recipe.snippet


def test_names_and_routes() -> None:
    text = """
        from robyn import Robyn

        app = Robyn(__file__)

        @app.put("/:name")
        def put(request): ...
        """
    assert named(text) == ["put: /:name"]
