from lib.web.middleware import HeaderTagMiddleware as HeaderTagMiddleware
