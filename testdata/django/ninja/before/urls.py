from django.urls import path

from payments.api import api, public_api

urlpatterns = (
    path("api/", api.urls),
    path("public/", public_api.urls),
)
