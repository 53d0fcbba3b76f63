"""One's own addresses, and which of them each coalition and organisation writes to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.accounts import queries
from commoncall.procedures import own_addresses, own_sign_in
from commoncall.web import entering
from commoncall.web.forms import attempt
from commoncall.web.words import name_of
from commoncall.workspace.you.forms import NewAddressForm, PlacesForm

if TYPE_CHECKING:
    from commoncall.kernel.accounts.models import Account


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
    return _page(request, form, _by_coalition(account))


def _page(request: HttpRequest, form: NewAddressForm, coalitions: dict[UUID, tuple[str, PlacesForm]]) -> HttpResponse:
    rows = [{"person": person, "name": name, "form": places} for person, (name, places) in coalitions.items()]
    page = {"form": form, "addresses": queries.addresses(entering.account_of(request)), "coalitions": rows}
    return render(request, "workspace/you/addresses.html", page)


def _by_coalition(account: Account, data: QueryDict | None = None) -> dict[UUID, tuple[str, PlacesForm]]:
    """Return a form for each coalition, with its name, by the person that one is there."""
    own = [one.address for one in queries.addresses(account)]
    grouped: dict[UUID, list[own_addresses.Place]] = {}
    for place in own_addresses.places(account):
        grouped.setdefault(place.person_id, []).append(place)
    return {person: (name_of(places[0].coalition), PlacesForm(data, own=own, places=places)) for person, places in grouped.items()}


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
    row = own_sign_in.choose_main_address(entering.account_of(request), address, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("%(address)s is your main address now.") % {"address": row.address})
    return redirect("you-addresses")


@require_POST
def remove(request: HttpRequest, address: UUID) -> HttpResponse:
    """Remove an address."""
    own_addresses.remove(entering.account_of(request), address, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("The address is removed."))
    return redirect("you-addresses")


@require_POST
def use(request: HttpRequest, person: UUID) -> HttpResponse:
    """Choose the addresses that one coalition writes to."""
    account = entering.account_of(request)
    _name, form = _by_coalition(account, request.POST).get(person, ("", None))
    if form is None:
        raise Http404
    if form.is_valid():
        attempt(form, lambda: own_addresses.choose(account, person, form.chosen(), by=request.actor))  # type: ignore[attr-defined]
    if not form.errors:
        messages.success(request, _("Kept."))
        return redirect("you-addresses")
    return _page(request, NewAddressForm(), _by_coalition(account) | {person: (_name, form)})
