import azure.functions as func
import sentry_sdk


def main(timer: func.TimerRequest) -> None:
    sentry_sdk.capture_message("nothing to do")
