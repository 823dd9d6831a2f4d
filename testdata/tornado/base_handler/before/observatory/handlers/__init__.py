from observatory.handlers import domes, stars

ROUTES = stars.ROUTES + domes.ROUTES
