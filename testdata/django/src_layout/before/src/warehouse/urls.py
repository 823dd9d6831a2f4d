from django.urls import include, path

from warehouse.stock import urls as stock_urls

urlpatterns = [
    path("stock/", include(stock_urls)),
]
