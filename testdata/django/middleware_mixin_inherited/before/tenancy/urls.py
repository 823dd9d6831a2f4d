from django.urls import path

from tenancy.views import TenantView, plan, usage

urlpatterns = [
    path("tenants/<slug:name>/", TenantView.as_view()),
    path("tenants/<slug:name>/plan/", plan),
    path("tenants/<slug:name>/usage/", usage),
]
