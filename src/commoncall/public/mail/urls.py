"""The address on which the owner of a mail address stops the mails of a coalition."""

from django.urls import path

from commoncall.public.mail import views

urlpatterns = [
    path("silence/<str:token>/", views.silence, name="silence"),
]
