"""The addresses of applying. The key of an application stands in the address: whoever has it goes on with it."""

from django.urls import path

from commoncall.public.apply import checklist, filling, following, starting

_BASE = "<language:language>/<slug:coalition>/apply/"

urlpatterns = [
    path(_BASE, starting.start, name="apply"),
    path(f"{_BASE}link/", starting.link, name="apply-link"),
    path(f"{_BASE}again/<str:token>/", starting.again, name="apply-again"),
    path(f"{_BASE}<str:key>/", following.opened, name="apply-open"),
    path(f"{_BASE}<str:key>/contact/", following.contact, name="apply-contact"),
    path(f"{_BASE}<str:key>/withdraw/", following.withdraw, name="apply-withdraw"),
    path(f"{_BASE}<str:key>/mail/", filling.mail, name="apply-mail"),
    path(f"{_BASE}<str:key>/proof/<str:mark>/", filling.proof, name="apply-proof"),
    path(f"{_BASE}<str:key>/<str:step>/", filling.step, name="apply-step"),
    path(f"{_BASE}<str:key>/<str:step>/save/", filling.save, name="apply-save"),
    path("<language:language>/<slug:coalition>/checklist/", checklist.checklist, name="checklist"),
]
