"""The address of a file."""

from django.urls import path

from commoncall.workspace.files import views

urlpatterns = [
    path("<slug:coalition>/files/<uuid:file>/", views.file, name="file"),
]
