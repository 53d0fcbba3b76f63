"""Merging what was accepted into the next version: what collides is laid side by side, the whole is looked at, one button does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.drafting import permissions
from commoncall.drafting.actions import merging as deeds
from commoncall.drafting.queries import amendments, texts
from commoncall.drafting.rules import amending, paragraphs, redline
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.merging import Merge
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel.refusals import NotVisible, Refusal
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.drafts import pages, reading, words
from commoncall.workspace.drafts.forms.treating import MergeForm
from commoncall.workspace.drafts.reaching import drafted_version
from commoncall.workspace.drafts.weaving import Bit
from commoncall.workspace.members.standing import actor_of, there_only_if

if TYPE_CHECKING:
    from commoncall.drafting.models import Amendment, Version


@dataclass(frozen=True)
class Side:
    """One of the amendments that collide: what it would have here, as the drafting group took it."""

    amendment: Amendment
    name: str
    bits: Sequence[Bit]
    is_foreign: bool


@dataclass(frozen=True)
class Open:
    """A paragraph for which somebody has to choose."""

    key: str
    number: str
    text: str
    sides: Sequence[Side]
    choice: forms.BoundField
    own: forms.BoundField


def merge(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Lay what collides side by side, show the merged text, and merge it once that was looked at."""
    one, actor = drafted_version(request, version), actor_of(request)
    there_only_if(permissions.may_draft(actor, one.text))
    try:
        prepared = deeds.prepare(one, by=actor)
    except NotVisible:
        raise
    except Refusal as refusal:
        return render(request, "workspace/drafts/merge.html", pages.head(actor, one) | {"refusal": refusal.reason})
    bench = Bench(actor, one, prepared)
    form = bench.form(request.POST if request.method == "POST" else None)
    if form.is_valid() and request.POST.get("step") == "merge":
        reviewed = form.cleaned_data["reviewed"]
        note = form.cleaned_data["change_note"]
        made = attempt(form, lambda: deeds.merge(one, bench.chosen(form), of_amendments=reviewed, change_note=note, by=actor))
        if made is not None:
            done(request, _("Merged: %(version)s is begun.") % {"version": words.edition(made)}, made.pk)
            return redirect("draft-version", coalition, made.pk)
    return render(request, "workspace/drafts/merge.html", pages.head(actor, one) | bench.shown(form))


class Bench:
    """A version with all that was accepted to it, while somebody chooses what its next one says."""

    def __init__(self, actor: Any, version: Version, prepared: Merge) -> None:
        self.version, self.prepared, self.code = version, prepared, version.text.language
        wording = texts.wordings(version).get(self.code)
        self.paragraphs = paragraphs.read(wording.paragraphs) if wording else ()
        self.numbers = dict(zip((one.key for one in self.paragraphs), paragraphs.numbers(self.paragraphs), strict=True))
        self.by_key = {one.key: one for one in self.paragraphs}
        self.amendments = {one.pk: one for one in amendments.of_version(actor, version)}

    def sides(self, key: str, ids: Sequence[Any]) -> list[Side]:
        """Return what each of the colliding amendments would have at a paragraph."""
        text = self.by_key[key].text if key in self.by_key else ""
        found = []
        for identifier in ids:
            one = self.amendments[identifier]
            is_foreign = one.language != self.code and not one.treated_changes
            bits = [
                bit for change in self._changes(one, key) for bit in reading.changed(change, "" if is_foreign or change.do is Do.INSERT else text)
            ]
            found.append(Side(one, words.name_of(one.number), bits, is_foreign))
        return found

    def _changes(self, one: Amendment, key: str) -> list[Change]:
        return [change for change in amending.read(one.treated_changes or one.changes) if change.paragraph == key]

    def form(self, data: Mapping[str, Any] | None) -> MergeForm:
        """Return the form with a choice for each collision. Words in another language are chosen by writing them in this one."""
        wanted = []
        for one in self.prepared.open:
            told = [self.amendments[identifier] for identifier in one.ids if isinstance(identifier, UUID)]
            choices = [
                (
                    str(each.pk),
                    _("The words of %(name)s (%(organisation)s)") % {"name": words.name_of(each.number), "organisation": each.organisation.name},
                )
                for each in told
                if each.language == self.code or each.treated_changes
            ]
            wanted.append((one.paragraph, choices, self.by_key[one.paragraph].text if one.paragraph in self.by_key else ""))
        return MergeForm(data, open_=wanted, reviewed=self.prepared.reviewed, code=self.code)

    def chosen(self, form: MergeForm) -> dict[str, Sequence[Paragraph]]:
        """Return what was chosen for each collision, as the paragraphs that stand there."""
        return {one.paragraph: self._chosen(one.paragraph, form) for one in self.prepared.open}

    def _chosen(self, key: str, form: MergeForm) -> Sequence[Paragraph]:
        there, choice = self.by_key.get(key), form.cleaned_data[f"choice_{key}"]
        if choice == "keep":
            return [there] if there else []
        if choice == "own":
            text = " ".join(form.cleaned_data[f"own_{key}"].split())
            return [replace(there, text=text) if there else Paragraph("", text)]
        found = [there] if there else []
        for change in self._changes(self.amendments[UUID(choice)], key):
            if change.do is Do.DELETE:
                found = []
            elif change.do is Do.CHANGE and there:
                found = [replace(there, text=change.text, style=change.style, level=change.level, numbered=change.numbered)]
            else:
                found.append(Paragraph(change.key, change.text, change.style, change.level, change.numbered))
        return found

    def shown(self, form: MergeForm) -> dict[str, Any]:
        """Return what the page shows: the collisions with their choices, and the merged text as far as it is chosen."""
        opened = [
            Open(one.paragraph, self.numbers.get(one.paragraph, ""), self.by_key[one.paragraph].text if one.paragraph in self.by_key else "",
                 self.sides(one.paragraph, one.ids), *form.fields_of(one.paragraph))
            for one in self.prepared.open
        ]  # fmt: skip
        is_chosen = form.is_bound and form.is_valid()
        if form.is_bound:
            # What is sent next was looked at on this page, whatever the page before had shown.
            form.data = {**{name: form.data[name] for name in form.data}, "reviewed": self.prepared.reviewed}
        chosen = self.chosen(form) if is_chosen else {}
        return {"form": form, "open": opened, "lines": self._lines(self._with(chosen)), "taken": self._taken(), "is_ready": is_chosen or not opened}

    def _with(self, chosen: Mapping[str, Sequence[Paragraph]]) -> list[Paragraph]:
        """Return the merged text with what was chosen in its places."""
        found = list(chosen.get("", ()))
        for one in self.prepared.paragraphs:
            found += chosen.get(one.key, (one,))
        return found

    def _lines(self, merged: Sequence[Paragraph]) -> list[tuple[str, Paragraph, list[Bit]]]:
        """Return the paragraphs that change, as the merge would have them."""
        found = redline.compare([one.text for one in self.paragraphs], [one.text for one in merged])
        numbers = paragraphs.numbers(merged)
        lines = []
        for row in found.rows:
            paragraph = merged[row.new_index] if row.new_index is not None else self.paragraphs[row.old_index or 0]
            number = numbers[row.new_index] if row.new_index is not None else ""
            lines.append((number, paragraph, [Bit(piece.text, piece.mark) for piece in row.pieces]))
        return lines

    def _taken(self) -> str:
        accepted = [
            one.number for one in self.amendments.values() if amendments.is_accepted(one) and one.withdrawn_at is None and one.merged_into_id is None
        ]
        return words.names_of(accepted)
