"""The addresses of the public face, topic by topic."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("commoncall.public.sign_in.urls")),
    path("", include("commoncall.public.first.urls")),
    path("", include("commoncall.public.site.urls")),
    path("", include("commoncall.public.treaties.urls")),
    path("", include("commoncall.public.decisions.urls")),
    path("", include("commoncall.public.voice.urls")),
    path("", include("commoncall.public.mail.urls")),
    path("", include("commoncall.public.apply.urls")),
    path("", include("commoncall.public.endorse.urls")),
]
