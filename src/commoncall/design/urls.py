"""The addresses of the pattern pages."""

from django.urls import path

from commoncall.design import views

app_name = "design"
urlpatterns = [
    path("", views.patterns, name="patterns"),
    path("pages/<slug:name>/", views.sample_page, name="page"),
]
