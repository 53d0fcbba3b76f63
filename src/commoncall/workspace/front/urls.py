"""The address of the first page, and of the stewards' list."""

from django.urls import path

from commoncall.workspace.front import views

urlpatterns = [
    path("", views.front, name="front"),
    path("you/installation/", views.installation, name="installation"),
]
