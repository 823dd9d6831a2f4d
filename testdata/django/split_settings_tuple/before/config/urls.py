from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path('catalog/', include('catalog.urls', namespace='catalog')),
]

if settings.DEBUG:
    from catalog.views import debug_state

    urlpatterns += [
        path('debug/state/', debug_state),
    ]
