from django.urls import path

from .views import invoice

urlpatterns = [path("invoices/<int:number>/", invoice)]
