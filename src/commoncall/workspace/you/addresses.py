"""One's own addresses, and which of them each coalition and organisation writes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.actions import addresses as own
from commoncall.kernel.refusals import Refusal
from commoncall.procedures import own_addresses
from commoncall.web import entering
from commoncall.web.forms import attempt
from commoncall.workspace.you.forms import NewAddressForm, PlaceForm


def addresses(request: HttpRequest) -> HttpResponse:
    """Show one's addresses, and write to another one that is to be added."""
    account = entering.account_of(request)
    form = NewAddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        address = form.cleaned_data["address"]
        attempt(form, lambda: own_addresses.ask_to_add(account, address, by=request.actor))  # type: ignore[attr-defined]
        if not form.errors:
            messages.success(request, _("We have written to %(address)s. Open the link in that mail within a day.") % {"address": address})
            return redirect("you-addresses")
    mine = queries.addresses(account)
    places = own_addresses.places(account)
    return render(request, "workspace/you/addresses.html", {"form": form, "addresses": mine, "coalitions": list(_grouped(places, mine))})


@dataclass(frozen=True)
class _Coalition:
    name: str
    forms: list[tuple[own_addresses.Place, PlaceForm]]


def _grouped(places: list[own_addresses.Place], mine: list[Any]) -> Iterator[_Coalition]:
    """Yield the coalitions with a form for each place in them; which address is the general one stands in the others."""
    proved = [one.address for one in mine]
    general = {place.person_id: place.address for place in places if place.organisation is None}
    grouped: dict[UUID, _Coalition] = {}
    for place in places:
        coalition = grouped.setdefault(place.person_id, _Coalition(place.coalition.name, []))
        form = PlaceForm(
            own=proved,
            noted=place.address,
            general=general.get(place.person_id, "") if place.organisation else None,
            label=place.organisation.name if place.organisation else _("In general"),
            auto_id=f"id_{place.person_id}_{place.organisation.pk if place.organisation else 'general'}_%s",
        )
        coalition.forms.append((place, form))
    yield from grouped.values()


def proof(request: HttpRequest, link: str) -> HttpResponse:
    """Show what a mailed link would add, with one button; only pressing it adds the address."""
    account = entering.account_of(request)
    address = own_addresses.proved_by(link, account)
    if address is None:
        return render(request, "workspace/you/dead_proof.html", status=404)
    if request.method == "POST":
        own_addresses.add(link, account, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, _("%(address)s is yours now.") % {"address": address})
        return redirect("you-addresses")
    return render(request, "workspace/you/proof.html", {"address": address})


@require_POST
def make_main(request: HttpRequest, address: UUID) -> HttpResponse:
    """Make an address the main one."""
    row = own.make_main(entering.account_of(request), address, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("%(address)s is your main address now.") % {"address": row.address})
    return redirect("you-addresses")


@require_POST
def remove(request: HttpRequest, address: UUID) -> HttpResponse:
    """Remove an address."""
    own_addresses.remove(entering.account_of(request), address, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("The address is removed."))
    return redirect("you-addresses")


@require_POST
def use(request: HttpRequest) -> HttpResponse:
    """Choose the address that one coalition or organisation writes to."""
    try:
        person, organisation = UUID(request.POST.get("person", "")), request.POST.get("organisation", "")
        about = UUID(organisation) if organisation else None
    except ValueError:
        return redirect("you-addresses")
    try:
        own_addresses.choose(entering.account_of(request), person, about, request.POST.get("address", ""), by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, _("Kept."))
    except Refusal as refusal:
        if refusal.code in {"not_visible", "proof_needed"}:
            raise
        messages.error(request, str(refusal.reason))
    return redirect("you-addresses")
