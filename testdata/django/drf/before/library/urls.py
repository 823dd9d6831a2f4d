from django.urls import include, path

from library.api.routers import router
from library.loans import views as loans

urlpatterns = [
    path('api/', include(router.urls)),
    path('api/loans/', include('library.loans.urls')),
    path('api/health/', loans.health),
]
