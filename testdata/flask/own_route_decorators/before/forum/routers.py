from forum.web import Blueprint, WebApp


def make_parts():
    """The threads' pages, and the app that serves them."""
    return Blueprint("threads", __name__), WebApp("forum")  # expect: RT301


threads, app = make_parts()
