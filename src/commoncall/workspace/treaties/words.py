"""How treaties and states are said in the workspace: figures, what a state did, how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from commoncall.diplomacy.queries.status import Status
from commoncall.diplomacy.rules.acts import ActKind
from commoncall.diplomacy.rules.status import Standing
from commoncall.web.atlas import kinds
from commoncall.web.moments import full_date, numeral

#: What a state did about a treaty, as news. The name of the treaty comes last: it is long.
NEWS = {
    ActKind.SIGNATURE: gettext_lazy("%(state)s signed: %(treaty)s"),
    ActKind.PROVISIONAL: gettext_lazy("%(state)s declared that it applies provisionally: %(treaty)s"),
    ActKind.RATIFICATION: gettext_lazy("%(state)s ratified: %(treaty)s"),
    ActKind.ACCEPTANCE: gettext_lazy("%(state)s accepted, with the effect of ratification: %(treaty)s"),
    ActKind.APPROVAL: gettext_lazy("%(state)s approved, with the effect of ratification: %(treaty)s"),
    ActKind.ACCESSION: gettext_lazy("%(state)s acceded to: %(treaty)s"),
    ActKind.SUCCESSION: gettext_lazy("%(state)s succeeded to: %(treaty)s"),
    ActKind.CONSENT: gettext_lazy("%(state)s consented to be bound by: %(treaty)s"),
    ActKind.WITHDRAWAL: gettext_lazy("%(state)s gave notice that it withdraws from: %(treaty)s"),
}

#: How a list of states is narrowed to those of one standing.
NARROWED = {
    Standing.PARTY: gettext_lazy("States parties"),
    Standing.SIGNATORY: gettext_lazy("Signed, not yet joined"),
    Standing.LEFT: pgettext_lazy("a state and a treaty", "Withdrew"),
    Standing.NONE: gettext_lazy("Not joined"),
}

#: The sign beside each standing.
SIGNS = {Standing.PARTY: "good", Standing.SIGNATORY: "warn", Standing.LEFT: "stop", Standing.NONE: "quiet"}


def figures(status: Status, today: date) -> str:
    """Return how many have joined, in a sentence or two; nothing where nothing is known yet of what states did."""
    counts = status.timeline.counts(today)
    if not status.timeline.courses:
        return ""
    told = [ngettext("%(n)s has joined.", "%(n)s have joined.", counts.parties)]
    numbers = [counts.parties]
    if counts.signed_only:
        told.append(ngettext("%(n)s more has signed.", "%(n)s more have signed.", counts.signed_only))
        numbers.append(counts.signed_only)
    if counts.withdrawn:
        told.append(ngettext("%(n)s has withdrawn.", "%(n)s have withdrawn.", counts.withdrawn))
        numbers.append(counts.withdrawn)
    return " ".join(words % {"n": numeral(number)} for words, number in zip(told, numbers, strict=True))


def entry(status: Status, today: date) -> str:
    """Return since when a treaty is in force, or how far it is on its way."""
    found = status.timeline.entry
    if status.entry_on is not None:
        words = _("In force since %(day)s.") if status.entry_on <= today else _("It enters into force on %(day)s.")
        return words % {"day": full_date(status.entry_on)}
    if found.needed:
        return _("Not in force yet: %(counted)s of %(needed)s consents.") % {"counted": numeral(found.counted), "needed": numeral(found.needed)}
    return _("Its entry into force is not noted.")


def source(status: Status) -> str:
    """Return from where the acts were taken, and of what day that was."""
    instrument = status.instrument
    if instrument.as_of is None:
        return _("Nothing is known yet of what states did. Bring the status table of its depositary.") if not status.timeline.courses else ""
    if not instrument.source:
        return _("As of %(day)s.") % {"day": full_date(instrument.as_of)}
    return _("As of %(day)s. Source: %(source)s") % {"day": full_date(instrument.as_of), "source": instrument.source}


def narrowed(choices: Iterable[tuple[str, int]], chosen: str) -> list[tuple[str, str, int, bool]]:
    """Return the ways to narrow a list, each with its words and number; those that would find nothing are left out."""
    words = {"": gettext_lazy("All"), "followed": gettext_lazy("Followed by somebody"), "mine": gettext_lazy("Followed by you")} | {
        key.value: said for key, said in NARROWED.items()
    }
    return [(value, str(words[value]), number, value == chosen) for value, number in choices if number or value == chosen]


def standing(status: Status, how: Standing) -> tuple[str, str]:
    """Return how a state stands, in words and as a sign; as long as no act of anybody is known, nobody knows."""
    if not status.timeline.courses:
        return _("Not known yet"), "quiet"
    return str(kinds.WORDS[how.value]), SIGNS[how]
