from django.urls import include, path

urlpatterns = [
    path("parcels/", include("parcels.urls")),
]

handler500 = "parcels.views.server_error"
