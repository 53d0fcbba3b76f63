"""The addresses of the conversation in which a coalition is set up."""

from django.urls import path

from commoncall.workspace.setup import views

urlpatterns = [
    path("new/", views.question, name="new"),
    path("new/name/", views.name, {}, name="new-name"),
    path("new/summary/", views.summary, name="new-summary"),
    path("new/<slug:step>/", views.question, name="new-step"),
]
