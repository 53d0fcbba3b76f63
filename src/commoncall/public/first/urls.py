"""The address of the first coordinator's link."""

from django.urls import path

from commoncall.public.first import views

urlpatterns = [
    path("first/<str:token>/", views.first, name="first"),
]
