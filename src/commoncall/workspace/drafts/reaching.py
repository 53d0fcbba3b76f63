"""What the address of a page about drafts names; what one may not know of is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest

from commoncall.drafting import permissions
from commoncall.drafting.queries import texts
from commoncall.kernel import languages
from commoncall.workspace.members.standing import actor_of, there_only_if

if TYPE_CHECKING:
    from commoncall.drafting.models import Text, Version


def text_of(request: HttpRequest, text: UUID) -> Text:
    """Return the text at this address, which the reader may read."""
    return texts.one(actor_of(request), text)


def drafted_text(request: HttpRequest, text: UUID) -> Text:
    """Return the text at this address for those who write it; to others the page is not there."""
    one = text_of(request, text)
    there_only_if(permissions.may_draft(actor_of(request), one))
    return one


def version_of(request: HttpRequest, version: UUID) -> Version:
    """Return the version at this address, which the reader may read."""
    return texts.version(actor_of(request), version)


def drafted_version(request: HttpRequest, version: UUID) -> Version:
    """Return the version at this address for those who write the text; to others the page is not there."""
    one = version_of(request, version)
    there_only_if(permissions.may_draft(actor_of(request), one.text))
    return one


def language_of(language: str) -> str:
    """Return the language that an address names, if it is one that texts can be written in."""
    known = {code for code, _name in languages.all_named("en")} | {code for code, _name in languages.offered_in_public()}
    if language not in known:
        raise Http404
    return language
