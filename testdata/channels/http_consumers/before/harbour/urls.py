from django.urls import path

from harbour import views

urlpatterns = [path("berths/<int:number>/", views.berth)]
