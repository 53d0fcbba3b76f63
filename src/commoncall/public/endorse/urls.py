"""The addresses of endorsing. The link of an endorser stands in the address: whoever has it speaks for them."""

from django.urls import path

from commoncall.public.endorse import asking, own

_BASE = "<language:language>/<slug:coalition>/endorse/"

urlpatterns = [
    path(_BASE, asking.endorse, name="endorse"),
    path(f"{_BASE}sent/", asking.sent, name="endorse-sent"),
    path(f"{_BASE}link/", asking.link, name="endorse-link"),
    path(f"{_BASE}<str:link>/", own.state, name="endorse-own"),
    path(f"{_BASE}<str:link>/correct/", own.correct, name="endorse-correct"),
    path(f"{_BASE}<str:link>/withdraw/", own.withdraw, name="endorse-withdraw"),
]
