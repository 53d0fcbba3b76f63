"""The addresses of people."""

from django.urls import path

from commoncall.workspace.people import ending, views

PERSON = "<slug:coalition>/members/people/<uuid:person>"
MANDATE = "<slug:coalition>/members/mandates/<uuid:mandate>"

urlpatterns = [
    path("<slug:coalition>/members/<uuid:organisation>/people/new/", views.add, name="member-person-new"),
    path(f"{PERSON}/", views.person, name="person"),
    path(f"{PERSON}/correct/", views.correct, name="person-correct"),
    path(f"{PERSON}/appoint/", views.appoint, name="person-appoint"),
    path(f"{PERSON}/coordinate/", views.coordinate, name="person-coordinate"),
    path(f"{MANDATE}/end/", ending.end, name="mandate-end"),
    path(f"{MANDATE}/deputy/", ending.deputy, name="mandate-deputy"),
    path(f"{MANDATE}/main-contact/", ending.main_contact, name="mandate-main"),
]
