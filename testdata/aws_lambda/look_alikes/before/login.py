def handler(event, context):
    token = event["headers"]["authorization"]
    effect = "Allow" if token == "secret" else "Deny"
    return {"principalId": "user", "policyDocument": {"Effect": effect, "Resource": event["methodArn"]}}
