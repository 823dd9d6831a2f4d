def lambda_handler(event, context):  # handler: uncovered
    return {"statusCode": 200, "body": event["queryStringParameters"]["name"]}
