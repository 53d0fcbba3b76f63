"""Where the pages of a coalition's site are: in public, or in the workspace for whoever looks at them beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from commoncall.kernel import languages

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition


@dataclass(frozen=True)
class Places:
    """The addresses of one coalition's pages, in the language that is set unless another is named."""

    coalition: Coalition
    in_preview: bool = False

    def page(self, name: str = "", number: int | None = None, *, language: str = "") -> str:
        """Return the address of a page: the first (no name), ``who``, ``join``, ``call`` or ``charter``, perhaps of a version."""
        code = language or languages.current()
        parts = {"coalition": self.coalition.slug} | ({"number": number} if number is not None else {})
        kind = f"{name}-version" if number is not None else name
        if self.in_preview:
            kind, parts = ("version", parts | {"name": name}) if number is not None else (name, parts)
            return reverse("-".join(filter(None, ("room-site-preview", kind))), kwargs=parts) + f"?in={code}"
        return reverse("-".join(filter(None, ("site", kind))), kwargs={"language": code, **parts})

    def form(self, name: str) -> str:
        """Return the address of a form for everyone: ``endorse`` or ``apply``. Whoever only looks beforehand is led to what is said of it."""
        return self.page("join") if self.in_preview else self.page() + f"{name}/"

    def file(self, name: str) -> str:
        """Return the address of a file beside the pages: ``feed``, ``text`` or ``code``."""
        return reverse(f"site-{name}", args=[languages.current(), self.coalition.slug])

    @property
    def short(self) -> str:
        """The whole short address, which leads everybody to their own language."""
        return whole(reverse("go", args=[self.coalition.slug]))


def whole(path: str) -> str:
    """Return an address with the installation's own before it, for whoever is elsewhere. It asks nothing of the request."""
    return str(settings.ADDRESS).rstrip("/") + path
