import sentry_sdk


class Window:
    def handler(self, event, context):
        sentry_sdk.set_tag("key", event["key"])


def handler(event, context):
    context.draw(event.key)
