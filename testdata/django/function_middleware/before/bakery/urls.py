from django.urls import path

from bakery.orders import views

urlpatterns = [
    path("orders/<int:number>/", views.order),
    path("orders/<int:number>/total/", views.total),
    path("orders/<int:number>/pickup/", views.pickup),
]
