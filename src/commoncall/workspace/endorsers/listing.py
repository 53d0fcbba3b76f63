"""The list of endorsers from outside: all of it for coordinators, who is named in public for everybody else inside."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from commoncall.call import permissions
from commoncall.call.actions.endorsers import STATES, Form
from commoncall.call.actions.endorsers import download as take
from commoncall.call.queries import endorsers as kept
from commoncall.call.queries.choices import ENDORSER_KINDS
from commoncall.call.queries.endorsers import Endorsers, Group, Named, Page, Question, Row, State
from commoncall.design.frames import Link
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.web.forms import attempt
from commoncall.web.site.endorsers import HEADINGS
from commoncall.workspace.endorsers import words
from commoncall.workspace.endorsers.access import actor_of, coalition_of, keeper_of
from commoncall.workspace.endorsers.forms import DownloadForm, QuestionForm

#: The states that are asked for by a link over the list, in the order in which they want attention.
_QUESTIONS = (State.UNCONFIRMED, State.NOT_YET, State.WITHDRAWN, State.REMOVED)


def endorsers(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the whole list to its keepers; to others inside, those who are named in public and how many are not."""
    if permissions.KEEP_ENDORSERS.verdict(actor_of(request)).allowed:
        return render(request, "workspace/endorsers/list.html", _shown(request))
    version = kept.call_in_force(coalition_of(request))
    found = kept.public_endorsers(coalition_of(request), version) if version else Endorsers((), 0)
    groups = [_group(one) for one in found.groups]
    told = {"groups": groups, "unnamed": words.unnamed(found.unnamed), "found": words.found(found.count), "count": found.count}
    return render(request, "workspace/endorsers/named.html", told | {"label_words": LABEL_SENTENCES[Label.CLEAR]})


def _group(group: Group) -> dict[str, Any]:
    heading = str(HEADINGS.get(group.kind, ""))
    return {"heading": heading, "named": [_named(one) for one in group.named], "more": words.beyond(group.more)}


def _named(one: Named) -> dict[str, str]:
    country = countries.name(one.country, form="plain") if one.country else ""
    return {"name": one.name, "note": " · ".join(filter(None, (one.affiliation, country)))}


def _shown(request: HttpRequest) -> dict[str, Any]:
    actor, coalition, question = keeper_of(request), coalition_of(request), Question.read(request.GET)
    number = request.GET.get("page", "")
    page = kept.page(actor, question, int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1)
    counts, form, version = kept.counts(coalition), QuestionForm(question), kept.call_in_force(coalition)
    return {
        "page": page,
        "rows": [_line(row) for row in page.rows],
        "form": form,
        "question": question,
        "query": question.as_query(),
        "asked": words.asked(question),
        "lede": words.how_it_stands(counts),
        "found": words.found(page.total),
        "questions": _questions(counts.states, question, coalition.slug),
        "is_empty": not counts.states,
        "may_enter": version is not None,
        "public_address": reverse("endorse", args=[coalition.language, coalition.slug]) if kept.is_open(version) and coalition.is_public else "",
        "can_take_out": page.total and question.state not in {State.REMOVED} and (question.q or question.state == State.UNCONFIRMED),
        "label_words": LABEL_SENTENCES[Label.AMBER_STRICT],
        **_pages(page, question, coalition.slug),
    }


def _line(row: Row) -> dict[str, Any]:
    one = row.endorser
    return {
        "one": one,
        "kind": ENDORSER_KINDS[one.kind],
        "country": countries.name(one.country_id, form="plain") if one.country_id else "",
        "state": STATES[row.state],
        "sign": words.SIGNS[row.state],
        "at": row.endorsed_at or one.made_at,
        "hint": row.hint == "other",
    }


def _questions(states: dict[str, int], question: Question, slug: str) -> list[Link]:
    links = []
    for state in _QUESTIONS:
        if states.get(state):
            is_asked, address = question.state == state, reverse("endorsers", args=[slug])
            links.append(Link(str(STATES[state]), address if is_asked else f"{address}?state={state.value}", is_asked, count=states[state]))
    return links


def _pages(page: Page, question: Question, slug: str) -> dict[str, str]:
    address, query = reverse("endorsers", args=[slug]), question.as_query()
    beside = {"previous_page": page.previous, "next_page": page.next}
    return {name: f"{address}?{query}{'&' if query else ''}page={number}" if number else "" for name, number in beside.items()}


def download(request: HttpRequest, coalition: str) -> HttpResponse:
    """Say what a copy of the list holds and ask in which form; sent, give the file. Each copy is recorded."""
    actor, question = keeper_of(request), Question.read(request.GET)
    form = DownloadForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        taken = attempt(form, lambda: take(question, Form(form.cleaned_data["form"]), by=actor))
        if taken is not None:
            headers = {"Content-Disposition": f'attachment; filename="{taken.name}"', "Cache-Control": "private, no-store"}
            return HttpResponse(taken.content, content_type=taken.media_type, headers=headers)
    told = {"number": words.found(kept.page(actor, question).total), "query": question.as_query(), "asked": words.asked(question)}
    return render(request, "workspace/endorsers/download.html", told | {"form": form, "label_words": LABEL_SENTENCES[Label.AMBER_STRICT]})
