"""The page behind the link that an empty installation prints for its first coordinator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from commoncall.kernel.authority import Proof
from commoncall.procedures import signing_in
from commoncall.public.first.forms import FirstForm
from commoncall.web import entering, gatherings
from commoncall.web.forms import attempt
from commoncall.web.standing import open_to_all


@open_to_all
@never_cache
@sensitive_variables("token")
def first(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for name and address; only sending them uses the link up, because programs open links too."""
    if not signing_in.first_link_is_good(token):
        return render(request, "public/first/dead.html", {"groups": gatherings.world()}, status=404)
    form = FirstForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        account = attempt(form, lambda: signing_in.first_steward(token, **form.cleaned_data))
        if account is not None:
            entering.enter(request, account, Proof.SIGNED_IN)
            return redirect("new")
    return render(request, "public/first/first.html", {"form": form, "groups": gatherings.world()})
