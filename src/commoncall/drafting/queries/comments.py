"""Reading comments on versions, by whom as far as one may know."""

from __future__ import annotations

from uuid import UUID

from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.utils.translation import gettext as _

from commoncall.drafting.models import Comment, Version
from commoncall.drafting.queries import texts
from commoncall.drafting.queries.amendments import hidden
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import NotVisible


def visible_to(actor: Actor) -> QuerySet[Comment]:
    """Return the comments that ``actor`` may read: those on versions that it may read. For a page through ``of_version`` and ``one``."""
    readable = texts.versions_visible_to(actor).order_by().values("pk")
    known = Case(When(parties.may_be_known(actor, "organisation__"), then=Value(True)), default=Value(False), output_field=BooleanField())
    comments = Comment.objects.filter(version__in=readable).annotate(is_known=known)
    return comments.select_related("organisation", "person", "treated_by", "version__text", "version__coalition").order_by("said_at", "id")


def of_version(actor: Actor, version: Version) -> list[Comment]:
    """Return the comments on a version in the order in which they came, withdrawn ones left out; in a constant number of queries.

    Where the reader may not know whose one is, ``organisation`` is nobody, called "An organisation that is not named", and ``person`` is not there.
    """
    return hidden(visible_to(actor).filter(version=version, withdrawn_at=None))


def one(actor: Actor, comment_id: UUID | None) -> Comment:
    """Return a comment that the actor may read; raise ``NotVisible`` where there is none."""
    found = hidden(visible_to(actor).filter(pk=comment_id))
    if not found:
        raise NotVisible(_("There is no such comment here."))
    return found[0]
