"""The sentences of a quorum: how many have to answer or be present, and from where."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from commoncall.decisions.rules.rule import Base, Channel, Division, Rule
from commoncall.decisions.sentences.numbers import share, spoken

_HALF = Fraction(1, 2)

_TOGETHER_AT_LEAST = {
    None: _("Adopted if at least %(share)s of %(n)s or more responses agree."),
    Division.REGION: _("Adopted if at least %(share)s of %(n)s or more responses agree, with one from every region."),
    Division.COUNTRY: _("Adopted if at least %(share)s of %(n)s or more responses agree, with one from every country."),
    Division.CATEGORY: _("Adopted if at least %(share)s of %(n)s or more responses agree, with one from every category."),
}
_TOGETHER_MORE_THAN = {
    None: _("Adopted if more than %(share)s of %(n)s or more responses agree."),
    Division.REGION: _("Adopted if more than %(share)s of %(n)s or more responses agree, with one from every region."),
    Division.COUNTRY: _("Adopted if more than %(share)s of %(n)s or more responses agree, with one from every country."),
    Division.CATEGORY: _("Adopted if more than %(share)s of %(n)s or more responses agree, with one from every category."),
}

# By whether it is a meeting.
_NUMBER = {
    False: ngettext_lazy("At least %(n)s has to answer.", "At least %(n)s have to answer.", "n"),
    True: ngettext_lazy("At least %(n)s has to be present.", "At least %(n)s have to be present.", "n"),
}
_SHARE_AT_LEAST = {
    False: _("At least %(share)s of all who may decide have to answer."),
    True: _("At least %(share)s of all who may decide have to be present."),
}
_SHARE_MORE_THAN = {
    False: _("More than %(share)s of all who may decide have to answer."),
    True: _("More than %(share)s of all who may decide have to be present."),
}
_SHARE_MORE_THAN_HALF = {
    False: _("More than half of all who may decide have to answer."),
    True: _("More than half of all who may decide have to be present."),
}
_SHARE_WHOLE = {
    False: _("All who may decide have to answer."),
    True: _("All who may decide have to be present."),
}

# By the division, and by whether it is a meeting.
_EVERY = {
    (Division.REGION, False): ngettext_lazy("At least one from every region has to answer.", "At least %(n)s from every region have to answer.", "n"),
    (Division.REGION, True): ngettext_lazy(
        "At least one from every region has to be present.", "At least %(n)s from every region have to be present.", "n"
    ),
    (Division.COUNTRY, False): ngettext_lazy(
        "At least one from every country has to answer.", "At least %(n)s from every country have to answer.", "n"
    ),
    (Division.COUNTRY, True): ngettext_lazy(
        "At least one from every country has to be present.", "At least %(n)s from every country have to be present.", "n"
    ),
    (Division.CATEGORY, False): ngettext_lazy(
        "At least one from every category has to answer.", "At least %(n)s from every category have to answer.", "n"
    ),
    (Division.CATEGORY, True): ngettext_lazy(
        "At least one from every category has to be present.", "At least %(n)s from every category have to be present.", "n"
    ),
}
_SOME = {
    (Division.REGION, False): ngettext_lazy(
        "Answers have to come from at least %(n)s region.", "Answers have to come from at least %(n)s regions.", "n"
    ),
    (Division.REGION, True): ngettext_lazy("At least %(n)s region has to be present.", "At least %(n)s regions have to be present.", "n"),
    (Division.COUNTRY, False): ngettext_lazy(
        "Answers have to come from at least %(n)s country.", "Answers have to come from at least %(n)s countries.", "n"
    ),
    (Division.COUNTRY, True): ngettext_lazy("At least %(n)s country has to be present.", "At least %(n)s countries have to be present.", "n"),
    (Division.CATEGORY, False): ngettext_lazy(
        "Answers have to come from at least %(n)s category.", "Answers have to come from at least %(n)s categories.", "n"
    ),
    (Division.CATEGORY, True): ngettext_lazy("At least %(n)s category has to be present.", "At least %(n)s categories have to be present.", "n"),
}
_EACH_OF_SOME = {
    False: ngettext_lazy("From each of these, at least %(n)s has to answer.", "From each of these, at least %(n)s have to answer.", "n"),
    True: ngettext_lazy("From each of these, at least %(n)s has to be present.", "From each of these, at least %(n)s have to be present.", "n"),
}


def is_told_with_share(rule: Rule) -> bool:
    """Tell whether the quorum stands in one sentence with the share: a number of responses, with one from every region at most."""
    plain = rule.quorum_share == 0 and not rule.quorum_divisions and (rule.quorum_division is None or rule.quorum_each == 1)
    is_share = 0 < rule.share < 1 or (rule.share == 1 and not rule.more_than)
    return rule.base is Base.ANSWERED and rule.channel is Channel.WRITTEN and rule.quorum > 1 and plain and is_share


def with_share(rule: Rule) -> str:
    """Return the one sentence of share and quorum."""
    words = _TOGETHER_MORE_THAN if rule.more_than else _TOGETHER_AT_LEAST
    return spoken(words[rule.quorum_division], share=share(rule.share), n=rule.quorum)


def sentences(rule: Rule) -> list[str]:
    """Return a sentence for each part of a quorum that the rule asks for."""
    meeting = rule.channel is Channel.MEETING
    told = [spoken(_NUMBER[meeting], n=rule.quorum)] if rule.quorum else []
    if rule.quorum_share:
        told.append(spoken(_share(rule, meeting), share=share(rule.quorum_share)))
    if rule.quorum_division is None:
        return told
    if not rule.quorum_divisions:
        return [*told, spoken(_EVERY[rule.quorum_division, meeting], n=rule.quorum_each)]
    told.append(spoken(_SOME[rule.quorum_division, meeting], n=rule.quorum_divisions))
    return [*told, spoken(_EACH_OF_SOME[meeting], n=rule.quorum_each)] if rule.quorum_each > 1 else told


def _share(rule: Rule, meeting: bool) -> Any:
    if rule.quorum_more_than:
        return _SHARE_MORE_THAN_HALF[meeting] if rule.quorum_share == _HALF else _SHARE_MORE_THAN[meeting]
    return _SHARE_WHOLE[meeting] if rule.quorum_share == 1 else _SHARE_AT_LEAST[meeting]
