"""The addresses of a coalition's first page and of as whom one is there."""

from django.urls import path

from commoncall.workspace.home import steward, views

urlpatterns = [
    path("<slug:coalition>/", views.home, name="home"),
    path("<slug:coalition>/menu/", views.menu, name="menu"),
    path("<slug:coalition>/acting/", views.acting, name="acting"),
    path("<slug:coalition>/look-as/", views.look_as, name="look-as"),
    path("<slug:coalition>/steward/", steward.steward, name="steward"),
]
