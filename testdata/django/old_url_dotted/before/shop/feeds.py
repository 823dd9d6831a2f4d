from django.http import JsonResponse

RATES = {'eur': 1.0, 'usd': 1.08}


class PriceFeed(object):
    """A view that keeps its base currency."""

    def __init__(self, base):
        self.base = base

    def __call__(self, request, unit):  # handler: uncovered
        return JsonResponse({'rate': RATES[unit] / RATES[self.base]})


class StockFeed(object):
    levels = None

    def __call__(self, request):  # handler: uncovered
        return JsonResponse({'lowest': min(self.levels)})


stock_feed = StockFeed()
