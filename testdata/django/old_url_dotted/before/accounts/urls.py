from accounts import views
from portal.compat import url

urlpatterns = (
    url(r'^me/$', views.me),
    url(r'^orders/$', views.ordered(views.orders)),
)
