from django.urls import re_path

from members import views

urlpatterns = [
    re_path(r'^(?P<number>\d+)/$', views.member),
    re_path(r'^(?P<number>\d+)/fee/$', views.fee),
    re_path(r'^(?P<number>\d+)/card/$', views.card),
]
