"""The addresses of bodies and their seats."""

from django.urls import path

from commoncall.workspace.bodies import seats, views

BODY = "<slug:coalition>/bodies/<uuid:body>"
SEAT = "<slug:coalition>/bodies/seats/<uuid:seat>"

urlpatterns = [
    path("<slug:coalition>/bodies/", views.bodies, name="bodies"),
    path("<slug:coalition>/bodies/new/", views.form, name="body-new"),
    path(f"{BODY}/", views.body, name="body"),
    path(f"{BODY}/describe/", views.describe, name="body-describe"),
    path(f"{BODY}/close/", views.close, name="body-close"),
    path(f"{BODY}/seats/new/", seats.give, name="body-seat-new"),
    path(f"{SEAT}/", seats.change, name="body-seat"),
    path(f"{SEAT}/end/", seats.end, name="body-seat-end"),
    path(f"{SEAT}/people/", seats.people, name="body-seat-people"),
    path("<slug:coalition>/bodies/sittings/<uuid:sitting>/end/", seats.unseat, name="body-sitting-end"),
]
