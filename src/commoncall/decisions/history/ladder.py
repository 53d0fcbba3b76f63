"""The kinds of entry of the ladder and of the calendar: set up, proposed, supported, taken back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commoncall.kernel import languages
from commoncall.kernel.history.kinds import kind

#: What the ready-made rungs are called.
RUNGS = {
    "call": _("The call"),
    "charter": _("The charter"),
    "governance": _("How the coalition is governed"),
    "expulsion": _("Expulsion"),
    "plan": _("Plan and budget"),
    "policy": _("Policy paper"),
    "admission": _("Admission"),
    "suspension": _("Suspension"),
    "statement": _("Statement of the coalition"),
    "letter": _("Sign-on letter"),
    "press_release": _("Press release"),
    "conference": _("Statement at a conference"),
    "other": _("Other decisions"),
}


def rung_words(code: str, names: Mapping[str, str]) -> str:
    """Return what a rung is called: its own name, else the translated one of a ready-made rung, else its code."""
    return languages.pick(names) or str(RUNGS.get(code, code))


def _words(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Say which rung it is; whoever acts for an organisation that is not named to all is not named here either."""
    told: dict[str, Any] = {"rung": rung_words(parts.get("code", ""), parts.get("names") or {})}
    if parts.get("unnamed"):
        told["by"] = _now("somebody from an organisation that is not named here")
    if parts.get("proposer") == "":
        told["proposer"] = _now("somebody from an organisation that is not named here")
    return told


def _day(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {"day": date_format(date.fromisoformat(parts["day"]))} if "day" in parts else {}


LADDER_SET_UP = kind("decisions.ladder_set_up", _("%(by)s set up the ladder of decisions."))
CHANGE_PROPOSED = kind(
    "decisions.rung_change_proposed",
    _("It was proposed by %(by)s to change the ladder of decisions at “%(rung)s”. The reason: %(reason)s"),
    words=_words,
)
RUNG_PROPOSED = kind(
    "decisions.rung_proposed",
    _("It was proposed by %(by)s to have a new rung on the ladder of decisions, “%(rung)s”. The reason: %(reason)s"),
    words=_words,
)
CLOSING_PROPOSED = kind(
    "decisions.rung_closing_proposed",
    _("It was proposed by %(by)s to take “%(rung)s” off the ladder of decisions. The reason: %(reason)s"),
    words=_words,
)
CHANGE_WITHDRAWN = kind(
    "decisions.rung_change_withdrawn", _("The proposal to change the ladder of decisions at “%(rung)s” was withdrawn by %(by)s."), words=_words
)
RUNG_CHANGED = kind(
    "decisions.rung_changed",
    _("The ladder of decisions was changed at “%(rung)s”: proposed by %(proposer)s, supported by %(by)s. The reason: %(reason)s"),
    words=_words,
)

LADDER_SHOWN = kind("decisions.ladder_shown", _("%(by)s put “How we decide” on the public pages."))
LADDER_HIDDEN = kind("decisions.ladder_hidden", _("%(by)s took “How we decide” off the public pages."))

CALENDAR_KEPT = kind("decisions.calendar_kept", _("%(by)s changed on which days of the week the coalition works."))
HOLIDAY_ADDED = kind("decisions.holiday_added", _("%(by)s noted a holiday: %(day)s, %(holiday)s."), words=_day)
HOLIDAY_REMOVED = kind("decisions.holiday_removed", _("%(by)s struck out a holiday: %(day)s, %(holiday)s."), words=_day)
