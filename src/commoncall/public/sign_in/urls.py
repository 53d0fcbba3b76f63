"""The addresses of signing in."""

from django.urls import path

from commoncall.public.sign_in import passkeys, second, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", views.code, name="sign-in-code"),
    path("sign-in/link/<str:link>/", views.link, name="sign-in-link"),
    path("sign-in/passkey/ask/", passkeys.ask, name="sign-in-passkey-ask"),
    path("sign-in/passkey/", passkeys.sign_in, name="sign-in-passkey"),
    path("sign-in/second/", second.second, name="sign-in-second"),
    path("sign-in/second/ask/", second.ask, name="sign-in-second-ask"),
    path("prove/", second.prove, name="prove"),
    path("prove/ask/", second.prove_ask, name="prove-ask"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("language/", views.language, name="language"),
]
