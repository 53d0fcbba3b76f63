"""Stopping the mails of a coalition, and allowing them again."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from commoncall.kernel import languages
from commoncall.kernel.authority import VISITOR, Proof
from commoncall.kernel.outbox import actions, queries
from commoncall.web.standing import open_to_all

#: Whoever holds the link reads the address: it stands in no other place than the mails that went there.
OWNER = replace(VISITOR, proof=Proof.LINK)


@open_to_all
@never_cache
@csrf_exempt  # Mail programs press this button on their reader's behalf (RFC 8058), and the signed link alone entitles to it.
def silence(request: HttpRequest, token: str) -> HttpResponse:
    """Show one button; only pressing it changes anything, because programs open the links in mails too."""
    coalition, mark = queries.named_by(token)
    if request.method == "POST":
        actions.heed(token, silent="again" not in request.POST, by=OWNER)
        return redirect("silence", token)
    name = languages.pick(coalition.names, fallback=coalition.language) or coalition.name
    is_silenced = queries.mark_is_silenced(coalition.id, mark)
    return render(request, "public/mail/silence.html", {"name": name, "is_silenced": is_silenced})
