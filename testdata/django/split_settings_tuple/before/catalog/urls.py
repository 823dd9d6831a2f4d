from django.urls import path, re_path

from catalog.views import ProductView, price, search, stock

app_name = 'catalog'

urlpatterns = [
    path('products/<slug:sku>/', ProductView.as_view(), name='product'),
    re_path(r'^products/(?P<sku>[-\w]+)/price/$', price, name='price'),
    path('search/', search, name='search'),
    path('stock/<slug:sku>/', stock, name='stock'),
]
