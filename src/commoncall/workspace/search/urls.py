"""The address of the search."""

from django.urls import path

from commoncall.workspace.search import views

urlpatterns = [
    path("<slug:coalition>/search/", views.search, name="search"),
]
