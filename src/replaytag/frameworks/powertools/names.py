"""What Powertools calls its resolvers, its routers and the events that are requests."""

from __future__ import annotations

ROOT = "aws_lambda_powertools"
APPS = tuple(
    f"{ROOT}.{name}"
    for name in (
        "ApiGatewayResolver",
        "APIGatewayRestResolver",
        "APIGatewayHttpResolver",
        "ALBResolver",
        "LambdaFunctionUrlResolver",
        "VPCLatticeResolver",
        "VPCLatticeV2Resolver",
    )
)
ROUTERS = tuple(
    f"{ROOT}.{name}"
    for name in (
        "Router",
        "APIGatewayRouter",
        "APIGatewayHttpRouter",
        "ALBRouter",
        "LambdaFunctionUrlRouter",
        "VPCLatticeRouter",
        "VPCLatticeV2Router",
    )
)
PROXY_EVENT = f"{ROOT}.BaseProxyEvent"
PROXY_EVENTS = (
    PROXY_EVENT,
    *(
        f"{ROOT}.{name}"
        for name in (
            "APIGatewayProxyEvent",
            "APIGatewayProxyEventV2",
            "ALBEvent",
            "LambdaFunctionUrlEvent",
            "VPCLatticeEvent",
            "VPCLatticeEventV2",
        )
    ),
)
