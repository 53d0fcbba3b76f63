"""The addresses of public pages: the language first, so that every reader of an address gets the same."""

from django.conf import settings
from django.urls import path, register_converter

from commoncall.public.site import views


class LanguageConverter:
    """The code of a language in which there are pages; any other first step names a coalition, or nothing."""

    regex = "[a-z]{2,3}(?:-[a-z]{2,4})?"

    def to_python(self, value: str) -> str:
        """Return the code, or say that this is none of ours."""
        if value not in dict(settings.LANGUAGES):
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        """Return the code as it stands."""
        return value


register_converter(LanguageConverter, "language")

urlpatterns = [
    path("<language:language>/<slug:coalition>/", views.page, name="site"),
]
