"""Keeping programs out of the forms that everybody may send: without cookies or scripts, and without asking a third party.

A form carries a signed note of when it was shown, and a field that no person sees. What is sent quicker than people type, or
from a page that is older than a day, is shown once more with everything kept. Then tries are counted: by network, by the domain
of the mail address, by the address, and over all for each coalition. Nobody is asked to prove that they are no machine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commoncall.kernel import time
from commoncall.kernel.accounts.actions import limits
from commoncall.kernel.accounts.rules import Rate
from commoncall.kernel.refusals import TooMany
from commoncall.membership.rules.importing.addresses import email_domain
from commoncall.procedures import rushes
from commoncall.web.moments import numeral
from commoncall.web.network import network_of

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition

#: Nobody reads and fills in a form within this time; a program does.
LEAST = timedelta(seconds=3)
#: What was open longer is looked through again by whoever sends it.
MOST = timedelta(days=1)

_HOUR = timedelta(hours=1)
#: Many phones share the address of their company's network.
FROM_NETWORK = Rate(40, _HOUR)
#: A domain of somebody's own; one that many share, as mail services do, is not counted at all.
FROM_DOMAIN = Rate(60, _HOUR)
FROM_ADDRESS = Rate(5, _HOUR)
#: For all together. Whoever proves to read the address gives the place back, so that a real rush does not shut the door.
OVER_ALL = Rate(400, _HOUR)

#: The field that no person sees. Programs fill in what has an inviting name.
TRAP = "homepage_2"


@dataclass(frozen=True)
class Gate:
    """One public form of one coalition: ``form`` is a word for it, under which its tries are counted, ``most`` how many over all."""

    form: str
    coalition: Coalition
    most: Rate = field(default_factory=lambda: OVER_ALL)

    @property
    def _about(self) -> str:
        return f"{self.form} {self.coalition.pk}"

    def stamp(self, shown_at: datetime | None = None) -> str:
        """Return the signed note of when the form was shown, good for this form alone."""
        return _signer().sign_object([self._about, int((shown_at or time.now()).timestamp())])

    def shown_at(self, stamp: str) -> datetime | None:
        """Return when the form with this note was shown; nothing where the note is not ours, or another form's."""
        try:
            about, seconds = _signer().unsign_object(stamp)
            return datetime.fromtimestamp(seconds, UTC) if about == self._about else None
        except (signing.BadSignature, ValueError, TypeError, OverflowError):
            return None

    @property
    def shut_until(self) -> datetime | None:
        """When the form can be sent again, where so much came within an hour that nothing more is taken now."""
        return limits.used_up(f"all {self._about}", self.most)

    def count(self, request: HttpRequest, address: str = "") -> None:
        """Count one try. Refused (``TooMany``): too often from a network, a domain, for an address, or over all.

        When it is too much over all, the coordinators are told once a day.
        """
        domain = email_domain(address)
        asked = {f"{self._about} from {network_of(request)}": FROM_NETWORK}
        asked |= {f"{self._about} at {domain}": FROM_DOMAIN} if domain else {}
        asked |= {f"{self._about} by {address.strip().lower()}": FROM_ADDRESS} if address else {}
        try:
            limits.allow_all(asked | {f"all {self._about}": self.most})
        except TooMany:
            if self.shut_until is not None:
                rushes.tell(self.coalition, self.form)
            raise

    def give_back(self) -> None:
        """Take one try back that was counted over all, once it turned out to be a person's."""
        limits.give_back(f"all {self._about}", self.most)


def _signer() -> signing.Signer:
    return signing.Signer(salt="commoncall.web.guarding")


class _Trap(forms.TextInput):
    def __init__(self) -> None:
        super().__init__({"autocomplete": "off", "tabindex": "-1"})


class Guarded:
    """For forms that everybody may send: the note of when it was shown, and the field that no person sees.

    Goes before the form class, and after ``PlainWords``. The form takes a ``gate``; ``lets_in`` is asked once it is valid.
    """

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    add_error: Any

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, gate: Gate, **keywords: Any) -> None:
        self.gate = gate
        self._trouble = _trouble(gate, data) if data is not None else ""
        super().__init__(_renewed(gate, data) if data is not None else None, *args, **keywords)  # type: ignore[call-arg]
        self.fields["shown"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=gate.stamp)
        self.fields[TRAP] = trap = forms.CharField(required=False, label=gettext_lazy("Leave this empty"), widget=_Trap)
        trap.template_name = "web/_trap.html"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Say what stands against taking the form as it was sent, if anything does; what was typed stays."""
        found: dict[str, Any] | None = super().clean()  # type: ignore[misc]
        if self._trouble:
            self.add_error(None, self._trouble)
        return found

    def lets_in(self, request: HttpRequest, address: str = "") -> bool:
        """Count the try, and say on the form when to come back if it is one too many."""
        try:
            self.gate.count(request, address)
        except TooMany as refusal:
            self.add_error(None, come_later(refusal.again_at, self.gate.coalition))
            return False
        return True


def _trouble(gate: Gate, data: Mapping[str, Any]) -> str:
    shown_at = gate.shown_at(str(data.get("shown", "")))
    if data.get(TRAP):
        return _("Something was written into a field that people do not see; it is empty again now. Send the form once more.")
    if shown_at is None or time.now() - shown_at > MOST:
        return _("This page was open for more than a day. Look through what you wrote, and send it once more.")
    if time.now() - shown_at < LEAST:
        return _("That was quicker than people write. Everything is kept: send it once more.")
    return ""


def _renewed(gate: Gate, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was sent, ready to be sent once more: with an empty trap, and a good note in the place of a bad one."""
    kept: dict[str, Any] = data.copy()  # type: ignore[attr-defined]
    shown_at = gate.shown_at(str(data.get("shown", "")))
    if shown_at is None or time.now() - shown_at > MOST:
        # Whoever sends it again at once has read the page long since.
        kept["shown"] = gate.stamp(time.now() - LEAST)
    kept[TRAP] = ""
    return kept


def come_later(again_at: datetime, coalition: Coalition) -> str:
    """Return in words when to come back, and where to write to instead."""
    minutes = max(1, math.ceil((again_at - time.now()).total_seconds() / 60))
    words = ngettext(
        "More came within a short time than can be taken here. Come again in %(n)s minute.",
        "More came within a short time than can be taken here. Come again in %(n)s minutes.",
        minutes,
    ) % {"n": numeral(minutes)}
    if not coalition.contact:
        return words
    return _("%(come_again)s Or write to %(contact)s.") % {"come_again": words, "contact": coalition.contact}
