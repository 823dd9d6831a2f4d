from django.urls import path

from harbour.ships import views

urlpatterns = [
    path("ships/<slug:name>/", views.ShipView.as_view()),
    path("ships/<slug:name>/speed/", views.speed),
    path("ships/<slug:name>/cargo/", views.cargo),
]
