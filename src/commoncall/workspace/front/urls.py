"""The addresses of the first page, and of what stewards of the installation see."""

from django.urls import path

from commoncall.workspace.front import barring, views

urlpatterns = [
    path("", views.front, name="front"),
    path("you/installation/", views.installation, name="installation"),
    path("you/installation/accounts/", barring.accounts, name="installation-accounts"),
    path("you/installation/accounts/<uuid:account>/", barring.account, name="installation-account"),
]
