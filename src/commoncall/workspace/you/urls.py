"""The addresses of one's own pages."""

from django.urls import path

from commoncall.workspace.you import addresses, factors, passkeys, sessions, views

urlpatterns = [
    path("you/", views.you, name="you"),
    path("you/data/", views.data, name="you-data"),
    path("you/close/", views.close, name="you-close"),
    path("you/addresses/", addresses.addresses, name="you-addresses"),
    path("you/addresses/proof/<str:link>/", addresses.proof, name="you-address-proof"),
    path("you/addresses/<uuid:address>/main/", addresses.make_main, name="you-address-main"),
    path("you/addresses/<uuid:address>/remove/", addresses.remove, name="you-address-remove"),
    path("you/addresses/used/<uuid:person>/", addresses.use, name="you-address-use"),
    path("you/security/", factors.security, name="you-security"),
    path("you/security/application/", factors.application, name="you-application"),
    path("you/security/application/remove/", factors.remove_application, name="you-application-remove"),
    path("you/security/recovery/", factors.recovery_codes, name="you-recovery"),
    path("you/security/passkeys/", passkeys.add, name="you-passkeys"),
    path("you/security/passkeys/ask/", passkeys.ask, name="you-passkey-ask"),
    path("you/security/passkeys/<uuid:passkey>/", passkeys.passkey, name="you-passkey"),
    path("you/security/passkeys/<uuid:passkey>/remove/", passkeys.remove, name="you-passkey-remove"),
    path("you/sessions/", sessions.sessions, name="you-sessions"),
    path("you/sessions/others/", sessions.end_others, name="you-sessions-others"),
    path("you/sessions/<uuid:session>/end/", sessions.end, name="you-session-end"),
]
