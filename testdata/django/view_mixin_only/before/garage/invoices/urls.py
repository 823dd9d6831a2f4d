from django.urls import path

from garage.invoices import views

urlpatterns = [
    path("<int:number>/", views.invoice),
    path("<int:number>/total/", views.with_session_replay(views.total)),
    path("<int:number>/reminder/", views.reminder),
]
