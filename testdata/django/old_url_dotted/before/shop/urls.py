from functools import partial

from django.conf.urls import include
from django.views.decorators.csrf import csrf_exempt

from portal.compat import url
from . import views

urlpatterns = [
    url(r'^product/(\d+)/$', views.product, name='product'),
    url(r'^webhook/$', csrf_exempt(views.webhook)),
    url(r'^terms/$', partial(views.page, name='terms')),
    url(r'^cart/', include('shop.cart.urls')),
]
