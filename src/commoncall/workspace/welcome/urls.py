"""The addresses of the first week."""

from django.urls import path

from commoncall.workspace.welcome import mentors, views

urlpatterns = [
    path("<slug:coalition>/welcome/", views.welcome, name="welcome"),
    path("<slug:coalition>/welcome/done/", views.found_its_way, name="welcome-done"),
    path("<slug:coalition>/members/<uuid:organisation>/mentor/", mentors.mentor, name="mentor"),
]
