from django.urls import path

from .views import LoanView, OverdueViewSet, fee

urlpatterns = [
    path('<int:number>/', LoanView.as_view(), name='loan'),
    path('<int:number>/fee/', fee),
    path('overdue/', OverdueViewSet.as_view({'get': 'summary', 'post': 'remind'})),
]
