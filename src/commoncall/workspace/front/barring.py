"""For stewards: keeping an account out, and letting it in again."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import PlainWords
from commoncall.kernel.accounts import permissions, queries
from commoncall.kernel.accounts.actions import accounts as deeds
from commoncall.kernel.authority import Actor, Capacity
from commoncall.kernel.refusals import NotVisible


class AddressForm(PlainWords, forms.Form):
    """With which address somebody signs in."""

    address = forms.EmailField(
        label=gettext_lazy("An address with which they sign in"), max_length=254, widget=forms.EmailInput({"autocomplete": "off", "dir": "ltr"})
    )


def _steward(request: HttpRequest) -> Actor:
    """Return the actor, where it is a steward; for others these pages do not exist."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.capacity is not Capacity.STEWARD:
        raise NotVisible(_("There is nothing at this address."))
    return actor


def accounts(request: HttpRequest) -> HttpResponse:
    """Ask whose account it is about, and show those that are barred."""
    actor = _steward(request)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = queries.signing_in_with(form.cleaned_data["address"], actor)
        if found is not None and found.id != actor.account_id:
            return redirect("installation-account", found.id)
        form.add_error("address", _("This is your own account.") if found else _("Nobody signs in here with this address."))
    return render(request, "workspace/front/accounts.html", {"form": form, "barred": queries.barred(actor)})


def account(request: HttpRequest, account: UUID) -> HttpResponse:
    """Say what barring an account, or letting it in again, brings about, and do it."""
    actor = _steward(request)
    found = queries.of_somebody_else(account, actor)
    if found is None:
        raise NotVisible(_("There is nothing at this address."))
    if request.method == "POST":
        permissions.may_bar(actor, found.account).require()
        if found.account.is_active:
            deeds.bar(found.account, by=actor)
            messages.success(request, _("%(name)s is kept out from now on.") % {"name": found.account})
        else:
            deeds.let_in(found.account, by=actor)
            messages.success(request, _("%(name)s may come in again.") % {"name": found.account})
        return redirect("installation-accounts")
    return render(request, "workspace/front/account.html", {"found": found})
