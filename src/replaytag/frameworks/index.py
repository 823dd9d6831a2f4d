"""What tells of each framework of this package: generated from them by scripts/generate.py."""

from __future__ import annotations

from replaytag.frameworks.signs import Signs

INDEX = (
    Signs(
        name="aiohttp",
        roots=frozenset([b'aiohttp', b'aiohttp_cors']),
        app_markers=(),
        module="aiohttp",
    ),
    Signs(
        name="asgi",
        roots=frozenset([b'hypercorn', b'uvicorn']),
        app_markers=(b'receive, send', b'Receive,'),
        module="raw_asgi",
    ),
    Signs(
        name="aws_lambda",
        roots=frozenset([]),
        app_markers=(b'lambda_handler', b'def handler(event', b'(event, context)', b'(event, context:', b'(event, context,', b'(event, _context', b'(event, _):', b'(event, _) ->', b'lambda event, context:', b'context: LambdaContext', b'AwsLambdaIntegration'),
        module="aws_lambda",
    ),
    Signs(
        name="azure_functions",
        roots=frozenset([b'azure']),
        app_markers=(),
        module="azure_functions",
    ),
    Signs(
        name="blacksheep",
        roots=frozenset([b'blacksheep']),
        app_markers=(),
        module="blacksheep",
    ),
    Signs(
        name="bottle",
        roots=frozenset([b'bottle']),
        app_markers=(),
        module="bottle",
    ),
    Signs(
        name="chalice",
        roots=frozenset([b'chalice']),
        app_markers=(),
        module="chalice",
    ),
    Signs(
        name="channels",
        roots=frozenset([b'channels']),
        app_markers=(),
        module="channels",
    ),
    Signs(
        name="cherrypy",
        roots=frozenset([b'cherrypy']),
        app_markers=(),
        module="cherrypy",
    ),
    Signs(
        name="connexion",
        roots=frozenset([b'connexion']),
        app_markers=(),
        module="connexion",
    ),
    Signs(
        name="django",
        roots=frozenset([b'asgiref', b'django', b'ninja', b'ninja_extra', b'rest_framework', b'rest_framework_nested']),
        app_markers=(),
        module="django",
    ),
    Signs(
        name="falcon",
        roots=frozenset([b'falcon']),
        app_markers=(),
        module="falcon",
    ),
    Signs(
        name="fastapi",
        roots=frozenset([b'cadwyn', b'fastapi', b'fastapi_offline', b'fastapi_restful', b'fastapi_utils']),
        app_markers=(),
        module="fastapi",
    ),
    Signs(
        name="flask",
        roots=frozenset([b'apiflask', b'flask', b'flask_openapi3', b'flask_restful', b'flask_restplus', b'flask_restx', b'flask_smorest', b'werkzeug']),
        app_markers=(),
        module="flask",
    ),
    Signs(
        name="functions_framework",
        roots=frozenset([b'functions_framework']),
        app_markers=(),
        module="functions_framework",
    ),
    Signs(
        name="graphql",
        roots=frozenset([b'ariadne', b'ariadne_django', b'flask_graphql', b'graphene_fastapi', b'graphql_server', b'starlette_graphene', b'starlette_graphene3', b'strawberry']),
        app_markers=(),
        module="graphql",
    ),
    Signs(
        name="grpc",
        roots=frozenset([b'grpc', b'grpc_interceptor']),
        app_markers=(),
        module="grpc",
    ),
    Signs(
        name="litestar",
        roots=frozenset([b'litestar', b'starlite']),
        app_markers=(),
        module="litestar",
    ),
    Signs(
        name="powertools",
        roots=frozenset([b'aws_lambda_powertools']),
        app_markers=(),
        module="powertools",
    ),
    Signs(
        name="pyramid",
        roots=frozenset([b'cornice', b'pyramid', b'venusian', b'webob']),
        app_markers=(),
        module="pyramid",
    ),
    Signs(
        name="quart",
        roots=frozenset([b'quart', b'quart_cors', b'quart_openapi', b'quart_schema', b'quart_trio']),
        app_markers=(),
        module="quart",
    ),
    Signs(
        name="robyn",
        roots=frozenset([b'robyn']),
        app_markers=(),
        module="robyn",
    ),
    Signs(
        name="sanic",
        roots=frozenset([b'sanic', b'sanic_ext', b'sanic_routing']),
        app_markers=(),
        module="sanic",
    ),
    Signs(
        name="starlette",
        roots=frozenset([b'cadwyn', b'fastapi', b'fastapi_offline', b'fastapi_restful', b'fastapi_utils', b'starlette']),
        app_markers=(),
        module="starlette",
    ),
    Signs(
        name="tornado",
        roots=frozenset([b'tornado']),
        app_markers=(),
        module="tornado",
    ),
    Signs(
        name="trytond",
        roots=frozenset([b'trytond']),
        app_markers=(),
        module="trytond",
    ),
    Signs(
        name="wsgi",
        roots=frozenset([b'waitress', b'webob', b'werkzeug', b'wsgiref']),
        app_markers=(b'start_response',),
        module="raw_wsgi",
    ),
)
