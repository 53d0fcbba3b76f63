"""Every address of the installation. Fixed words come first; what is left names a coalition."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("patterns/", include("commoncall.design.urls")),
    path("", include("commoncall.public.urls")),
    path("", include("commoncall.workspace.urls")),
]

handler400 = "commoncall.web.errors.bad_request"
handler403 = "commoncall.web.errors.forbidden"
handler404 = "commoncall.web.errors.not_found"
handler500 = "commoncall.web.errors.server_error"
