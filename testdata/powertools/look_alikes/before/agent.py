"""Resolvers that answer no browser."""

import sentry_sdk
from aws_lambda_powertools.event_handler import AppSyncResolver, BedrockAgentResolver
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(integrations=[AwsLambdaIntegration()])
agent = BedrockAgentResolver()
graph = AppSyncResolver()


@agent.get("/claims", description="Lists the claims")
def claims():
    return []


@graph.resolver(type_name="Query", field_name="claims")
def resolve_claims():
    return []


def lambda_handler(event, context):
    return agent.resolve(event, context)
