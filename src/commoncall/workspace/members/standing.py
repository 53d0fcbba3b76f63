"""Who asks, and of which organisation, on every page about members; what one may not know of is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest

from commoncall.kernel.authority import Actor, Verdict
from commoncall.kernel.parties import permissions as parties
from commoncall.membership import permissions
from commoncall.membership.queries import records
from commoncall.membership.queries.records import Record

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition

Thing = TypeVar("Thing")


def actor_of(request: HttpRequest) -> Actor:
    """Return as whom somebody reads this page."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def coalition_of(request: HttpRequest) -> Coalition:
    """Return the coalition in whose workspace the page is."""
    return request.standing.coalition  # type: ignore[attr-defined, no-any-return]


def record_of(request: HttpRequest, organisation: UUID) -> Record:
    """Return the record at this address, or answer as for an address that was never there."""
    return there(records.record(actor_of(request), organisation))


def there(found: Thing | None) -> Thing:
    """Return what was found, or answer as for an address that was never there."""
    if found is None:
        raise Http404
    return found


def there_only_if(verdict: Verdict) -> None:
    """Answer as for an address that was never there, unless the reader may use it."""
    if not verdict.allowed:
        raise Http404


def may(actor: Actor, record: Record) -> dict[str, Any]:
    """Return what the reader may change of a record, so that no button promises more."""
    organisation = record.organisation
    return {
        "keep": permissions.may_keep(actor).allowed,
        "describe": permissions.may_describe(actor, organisation).allowed,
        "annotate": permissions.ANNOTATE.verdict(actor).allowed,
        "appoint": parties.may_grant(actor, organisation).allowed,
        "name": parties.may_choose_naming(actor, organisation).allowed,
    }
