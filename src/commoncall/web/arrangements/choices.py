"""What can be answered to each question of how a coalition works, and what follows from each answer.

The three kinds, and the advice to settle early whether to speak with one voice, follow Moyes and Nash, *Global Coalitions*,
chapter 1; the criteria follow *Support It*, chapter 6. The codes are those of ``parties.rules``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.refusals import Words


@dataclass(frozen=True)
class Choice:
    """One possible answer: its title, and its consequence in a sentence."""

    title: Words
    consequence: Words


Choices = Mapping[str, Choice]

KIND: Choices = {
    "network": Choice(_("A loose network"), _("You hold values in common and tell each other what you know. Each organisation acts for itself.")),
    "coalition": Choice(_("A coordinated coalition"), _("You agree on aims and tactics and act together as members of something that has a name.")),
    "campaign": Choice(
        _("A public campaign"), _("You act together as a coalition does, and besides call on the public to take part, in many places and for long.")
    ),
}

VOICE: Choices = {
    "one": Choice(_("With one voice"), _("A text goes out in the name of all once it has been decided, by rules that you agree on beforehand.")),
    "each": Choice(_("Each with its own"), _("Nothing goes out in the name of all. Under each text stand those who chose to sign it.")),
}

JOINING: Choices = {
    "call": Choice(_("By endorsing the call"), _("Whoever stands behind the call may belong. No other duties come with it.")),
    "charter": Choice(
        _("By the call and a charter"), _("Whoever joins also accepts a charter: what each owes the others, and what happens when it is broken.")
    ),
}

ADMITTED_BY: Choices = {
    "coordinators": Choice(_("The coordinators"), _("The quickest way. They look at each application as it comes and tell the others.")),
    "committee": Choice(_("The committee"), _("It decides when it meets, or in writing. Applications wait for that.")),
    "members": Choice(_("All, in writing"), _("Every organisation is asked and has time to object. Neighbours of the applicant are heard.")),
    "assembly": Choice(_("All, when they meet"), _("The assembly votes. Until it meets, the applicant takes part without a vote.")),
}

CRITERIA: Choices = {
    "non_violence": Choice(_("Non-violence"), _("It works without violence, and condones none.")),
    "party_politics": Choice(_("No party politics"), _("It is not a political party, nor led by a party or a government.")),
    "business": Choice(_("No business interests"), _("It is not a company, nor an association that speaks for companies.")),
    "conflicts_of_interest": Choice(
        _("Conflicts of interest are declared"), _("It says beforehand whether it, or somebody who leads it, stands to gain from the outcome.")
    ),
}

LEADERS: Choices = {
    "elected": Choice(_("Elected"), _("The organisations elect it for a term. Elections are prepared, held and counted on the record.")),
    "appointed": Choice(_("Appointed"), _("Whoever is entitled to it names the people: founders, a host, or the committee before it.")),
    "self_chosen": Choice(_("Self-chosen"), _("Those who do the work form it, and let others in. Usual at the beginning.")),
    "ex_officio": Choice(_("By office"), _("Whoever holds a certain office in a certain organisation sits on it.")),
    "one_each": Choice(_("One seat for each organisation"), _("Nobody outweighs anybody. It grows as the coalition grows.")),
}

STAFF: Choices = {
    "seat": Choice(_("With a seat"), _("Staff decide together with the others.")),
    "no_vote": Choice(_("Present, without a vote"), _("Staff take part and advise; the others decide.")),
    "outside": Choice(_("Outside"), _("Staff serve it and do not sit on it.")),
}
