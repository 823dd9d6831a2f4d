from django.conf.urls import include
from django.utils.module_loading import import_string

import accounts.urls
from portal.compat import url
from shop.feeds import PriceFeed, stock_feed

feed_patterns = [
    url(r'^prices/(?P<unit>\w+)/$', PriceFeed('eur'), name='prices'),
    url(r'^stock/$', stock_feed, name='stock'),
]

urlpatterns = [
    url(r'^$', import_string('shop.views.index'), name='index'),
    url(r'^shop/', include('shop.urls')),
    url(r'^accounts/', include(accounts.urls)),
    url(r'^feeds/', include((feed_patterns, 'feeds'), namespace='feeds')),
]

handler404 = 'shop.views.not_found'
handler500 = 'shop.views.broken'
