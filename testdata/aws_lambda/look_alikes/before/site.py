import awsgi

from acme_pages import application


def lambda_handler(event, context):
    event["path"] = event["path"].removeprefix("/prod")
    return awsgi.response(application, event, context)
