from django.urls import include, path

urlpatterns = [
    path("repairs/", include("garage.repairs.urls")),
    path("invoices/", include("garage.invoices.urls")),
    path("staff/", include("garage.staff.urls")),
]
