from portal.compat import url
from shop.cart.views import CartView, checkout

urlpatterns = [url(r'^$', CartView.as_view(), name='cart')]
urlpatterns += [url(r'^checkout/$', checkout, name='checkout')]
