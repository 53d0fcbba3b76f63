"""The form for a rule: a field for each part of it, in plain groups, from what suffices to what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from commoncall.decisions import sentences
from commoncall.decisions.rules.feasible import faults
from commoncall.decisions.rules.rule import ANY_NUMBER, Base, Channel, Dissociation, Division, Failure, Rule, Tie, Voter, Way
from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel.refusals import Words
from commoncall.workspace.ladder import words
from commoncall.workspace.ladder.fields import ShareField, number, time_as_initial, time_of, unit

TIMES = ("notice", "window", "discussion_window", "discussion", "wording_time")
_KEPT = ("early_close", "may_change", "secret", "receipts", "reasons_asked", "acknowledged", "binds", "lists_all", "noes_object", "quorum_more_than")


@dataclass(frozen=True)
class Group:
    """Fields that belong together: their heading, a sentence, and the fields; two in a tuple stand side by side.

    A group that ``folds`` is open only where something in it is otherwise than usual, or at fault.
    """

    title: Words
    fields: Sequence[str | tuple[str, str]]
    note: Words = ""
    folds: bool = False


@dataclass(frozen=True)
class Drawn:
    """A group as the page draws it: its fields, row by row, and whether it stands open."""

    group: Group
    rows: Sequence[tuple[BoundField, ...]]
    is_open: bool


def _choice(label: Any, told: words.Told, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=words.choices(told), widget=Choices(consequences=words.consequences(told)), help_text=help_text)


def _tick(label: Any, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=help_text)


class RuleForm(PlainWords, forms.Form):
    """Every part of a rule. ``rule`` is what was written, once the form is valid; ``faults_found`` why it cannot be saved."""

    way = _choice(_("How it comes about"), words.WAY)
    channel = _choice(_("Where answers are given"), words.CHANNEL)
    more_than = forms.ChoiceField(label=_("It needs"), choices=words.MORE_THAN)
    share = ShareField(label=_("Share that agrees"), required=False, help_text=_("In percent or as a fraction, such as 75 or 2/3."))
    base = _choice(_("Of what the share is taken"), words.BASE)
    objections_end_it = number(
        _("Number of objections that stops it"),
        least=1,
        help_text=_("1: nobody may object. In a consensus: how many have to block it. Left empty, no number of them does."),
    )
    noes_object = _tick(_("A plain no counts as an objection"))

    quorum = number(_("Least number that takes part"))
    quorum_share = ShareField(label=_("Least share of all that takes part"), required=False)
    quorum_more_than = _tick(_("More than this share, not just as much"))
    quorum_division = forms.ChoiceField(label=_("Where they come from"), choices=words.DIVISION, required=False)
    quorum_each = number(_("Least number from each"), least=1)
    quorum_divisions = number(_("From how many of these"), help_text=_("Left empty: from every one that has somebody who decides."))

    window_n = number(_("Time to answer"))
    window_unit = unit()
    notice_n = number(_("Notice before it opens"))
    notice_unit = unit()
    early_close = _tick(_("It closes as soon as nothing could change the outcome"))
    discussion_window_n = number(_("Time to demand a discussion"))
    discussion_window_unit = unit()
    discussion_n = number(_("How long the discussion lasts"))
    discussion_unit = unit()
    discussion_demanded_by = number(_("How many have to demand it"), least=1)

    may_change = _tick(_("An answer can be changed until the close"))
    reasons_asked = _tick(_("Reasons are asked for"))
    secret = _tick(_("The vote is secret"), _("Then no ballot is changed and no reason asked for, and nothing is counted before the close."))
    receipts = _tick(_("Whoever votes in secret gets a receipt"), _("Others could demand to see it, so that votes could be bought or forced."))
    proxies = number(_("How many others an organisation may answer for"), help_text=_("Left empty: none. Each gives its proxy for one decision."))
    any_proxies = _tick(_("For as many as give it their proxy"))
    tie = _choice(_("Where as many are for it as against it"), words.TIE)

    failure = _choice(_("What is not adopted"), words.FAILURE)
    wording_time_n = number(_("Time that is left for the wording"))
    wording_time_unit = unit()
    dissociation = _choice(_("Who may dissociate from what was adopted"), words.DISSOCIATION)
    acknowledged = _tick(_("Afterwards each is asked to acknowledge it, or to leave"))
    binds = _tick(_("What is adopted binds those who were against it too"))
    lists_all = _tick(_("It is published in the name of all, and all are listed"))

    GROUPS = (
        Group(
            _("What suffices"),
            ("way", "channel", ("more_than", "share"), "base", "objections_end_it", "noes_object"),
            _("A silence asks for no share."),
        ),
        Group(
            _("Quorum"),
            (("quorum", "quorum_share"), "quorum_more_than", "quorum_division", ("quorum_each", "quorum_divisions")),
            _("How many have to take part. What stays empty is not asked for."),
            folds=True,
        ),
        Group(
            _("Time"),
            (
                ("window_n", "window_unit"),
                ("notice_n", "notice_unit"),
                "early_close",
                ("discussion_window_n", "discussion_window_unit"),
                ("discussion_n", "discussion_unit"),
                "discussion_demanded_by",
            ),
            _("Working days are those of the coalition’s own calendar; the last one ends a second before midnight."),
        ),
        Group(_("How answers are given"), ("may_change", "reasons_asked", "secret", "receipts", "proxies", "any_proxies", "tie"), folds=True),
        Group(
            _("Afterwards"), ("failure", ("wording_time_n", "wording_time_unit"), "dissociation", "acknowledged", "binds", "lists_all"), folds=True
        ),
    )

    def __init__(self, data: Any = None, *, rule: Rule, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={**as_initial(rule), **(initial or {})})
        self.rule: Rule | None = None
        self.faults_found: list[str] = []

    def groups(self) -> list[Drawn]:
        """Return the groups with their fields, for the page to draw."""
        return [self._drawn(group) for group in self.GROUPS]

    def _drawn(self, group: Group) -> Drawn:
        rows = self._rows(group)
        usual = as_initial(Rule())
        is_open = any(field.errors or str(field.value() or "") != str(usual.get(field.name) or "") for row in rows for field in row)
        return Drawn(group, rows, not group.folds or is_open)

    def _rows(self, group: Group) -> list[tuple[BoundField, ...]]:
        rows = (one if isinstance(one, tuple) else (one,) for one in group.fields)
        found = (tuple(self[name] for name in row if name in self.fields) for row in rows)
        return [row for row in found if row]

    def voters(self) -> Sequence[Voter]:
        """Return those who would decide by the rule."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Put the rule together, and say what is wrong with it beside the field at fault."""
        told = super().clean() or {}
        # The rule can be said in words before it is said why.
        if any(name != "reason" and not name.startswith("name_") for name in self.errors):
            return told
        self.rule = rule_of(told)
        for fault in faults(self.rule, self.voters()):
            said = sentences.fault_words(fault)
            self.faults_found.append(said)
            field = f"{fault.field}_n" if fault.field in TIMES else fault.field or "deciders"
            self.add_error(field if field in self.fields else None, said)
        return told


def as_initial(rule: Rule) -> dict[str, Any]:
    """Return a rule as the form is filled in with it."""
    told: dict[str, Any] = {name: getattr(rule, name) for name in _KEPT}
    for name in TIMES:
        told |= time_as_initial(name, getattr(rule, name))
    return told | {
        "way": rule.way.value,
        "channel": rule.channel.value,
        "more_than": "more" if rule.more_than else "least",
        "share": rule.share,
        "base": rule.base.value,
        "objections_end_it": rule.objections_end_it,
        "quorum": rule.quorum or None,
        "quorum_share": rule.quorum_share or None,
        "quorum_division": rule.quorum_division.value if rule.quorum_division else "",
        "quorum_each": rule.quorum_each,
        "quorum_divisions": rule.quorum_divisions or None,
        "discussion_demanded_by": rule.discussion_demanded_by,
        "proxies": rule.proxies if 0 < rule.proxies < ANY_NUMBER else None,
        "any_proxies": rule.proxies >= ANY_NUMBER,
        "tie": rule.tie.value,
        "failure": rule.failure.value,
        "dissociation": rule.dissociation.value,
    }


def rule_of(told: Mapping[str, Any]) -> Rule:
    """Return the rule that was written. Of a secret vote no ballot is changed and no reason asked for, whatever was ticked."""
    kept: dict[str, Any] = {name: bool(told.get(name)) for name in _KEPT}
    if kept["secret"]:
        kept |= {"may_change": False, "reasons_asked": False}
    return Rule(
        way=Way(told["way"]),
        channel=Channel(told.get("channel") or Channel.MEETING),
        share=told["share"],
        more_than=told["more_than"] == "more",
        base=Base(told["base"]),
        objections_end_it=told.get("objections_end_it"),
        quorum=told.get("quorum") or 0,
        quorum_share=told["quorum_share"],
        quorum_division=Division(told["quorum_division"]) if told.get("quorum_division") else None,
        quorum_divisions=told.get("quorum_divisions") or 0,
        quorum_each=told.get("quorum_each") or 1,
        discussion_demanded_by=told.get("discussion_demanded_by") or 1,
        proxies=ANY_NUMBER if told.get("any_proxies") else told.get("proxies") or 0,
        tie=Tie(told["tie"]),
        failure=Failure(told["failure"]),
        dissociation=Dissociation(told["dissociation"]),
        **kept | {name: time_of(name, told) for name in TIMES},
    )
