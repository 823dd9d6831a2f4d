from django.urls import path

from garden.beds.views import bed, harvest

urlpatterns = [
    path("beds/<int:number>/", bed),
    path("beds/<int:number>/harvest/", harvest),
]
