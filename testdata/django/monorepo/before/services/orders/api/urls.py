from django.urls import path

from . import views

urlpatterns = [
    path("orders/<int:number>/", views.order),
    path("orders/<int:number>/parcel/", views.parcel),
    path("orders/<int:number>/refund/", views.refund),
]
