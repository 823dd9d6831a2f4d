"""The project's one door to Flask: everything else imports it from here."""

from flask import Blueprint, Flask as WebApp, abort, g, jsonify, request

__all__ = ["Blueprint", "WebApp", "abort", "endpoint", "g", "jsonify", "logged_in", "request"]


def logged_in(view):
    def wrapper(*args, **kwargs):
        g.user = request.headers.get("X-User", "guest")
        if g.user == "banned":
            abort(403)
        return view(*args, **kwargs)

    wrapper.__name__ = view.__name__
    return wrapper


def endpoint(owner, rule, **options):
    """Route, require a user and answer as JSON, all at once."""

    def register(view):
        @owner.route(rule, endpoint=view.__name__, **options)
        @logged_in
        def answer(*args, **kwargs):
            return jsonify(view(*args, **kwargs))

        return answer

    return register
