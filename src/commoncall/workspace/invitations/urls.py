"""The addresses of the invitations."""

from django.urls import path

from commoncall.workspace.invitations import views

urlpatterns = [
    path("<slug:coalition>/invitations/", views.choose, name="invitations"),
    path("<slug:coalition>/invitations/words/", views.words, name="invitations-words"),
    path("<slug:coalition>/invitations/send/", views.send, name="invitations-send"),
    path("<slug:coalition>/invitations/test/", views.test, name="invitations-test"),
]
