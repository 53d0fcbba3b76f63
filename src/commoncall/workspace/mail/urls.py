"""The addresses of the outbox."""

from django.urls import path

from commoncall.workspace.mail import views

urlpatterns = [
    path("<slug:coalition>/mail/", views.mail, name="mail"),
    path("<slug:coalition>/mail/trial/", views.trial, name="mail-trial"),
    path("<slug:coalition>/mail/<uuid:message>/", views.message, name="message"),
    path("<slug:coalition>/mail/<uuid:message>/again/", views.again, name="message-again"),
]
