from django.urls import path

from market.stalls import views

urlpatterns = [
    path("stalls/<int:number>/", views.stall),
    path("stalls/<int:number>/rent/", views.rent),
    path("stalls/<int:number>/visits/", views.visits),
]
