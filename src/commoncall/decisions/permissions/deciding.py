"""Who may prepare, open, answer and close a decision, and dissociate from it: each verdict with its reason in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions.models import Decision, Proxy
from commoncall.decisions.permissions.impartial import is_impartial
from commoncall.decisions.queries import roll
from commoncall.decisions.rules.rule import Dissociation, Rule
from commoncall.kernel import statements
from commoncall.kernel.authority import ALLOWED, Actor, Role, Verdict, permission
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.parties.queries import Authority
from commoncall.leadership import queries as leadership
from commoncall.membership.models import Membership, Standing

PREPARE = permission("decisions.prepare", gettext_lazy("Prepare a decision, open it, and withdraw it"), roles={Role.COORDINATOR})
ANSWER = permission(
    "decisions.answer", gettext_lazy("Answer for one’s own organisation where it decides"), roles={Role.REPRESENTATIVE, Role.OBSERVER}
)
ENTER = permission(
    "decisions.enter", gettext_lazy("Enter an answer that came by phone, on paper or by mail, and note who is present"), roles={Role.COORDINATOR}
)
KEEP = permission(
    "decisions.keep_register", gettext_lazy("Enter earlier decisions into the register, and note what remains open"), roles={Role.COORDINATOR}
)


def may_prepare(actor: Actor, coalition: Coalition) -> Verdict:
    """Whether the actor may prepare decisions in a coalition: its coordinators."""
    return PREPARE.verdict(actor) if actor.coalition_id == coalition.pk else _not_here()


def may_change(actor: Actor, decision: Decision) -> Verdict:
    """Whether the actor may change the draft of a decision: a coordinator who does not act for the organisation that it is about."""
    verdict = PREPARE.verdict(actor) if actor.coalition_id == decision.coalition_id else _not_here()
    return is_impartial(actor, decision) if verdict.allowed else verdict


def may_open(actor: Actor, decision: Decision) -> Verdict:
    """Whether the actor may announce or open a decision."""
    return may_change(actor, decision)


def may_withdraw(actor: Actor, decision: Decision) -> Verdict:
    """Whether the actor may withdraw a decision: a coordinator, until it is closed."""
    return may_change(actor, decision)


def may_close(actor: Actor, decision: Decision) -> Verdict:
    """Whether the actor may close a decision at a meeting: a coordinator, and whoever chairs the body that decides.

    Nobody does so who acts for the organisation that it is about.
    """
    verdict = may_change(actor, decision)
    if verdict.allowed or decision.body is None or actor.coalition_id != decision.coalition_id:
        return verdict
    if not leadership.chairs(actor, decision.body):
        return verdict
    impartial = is_impartial(actor, decision)
    return Verdict(True, _("You chair the body that decides.")) if impartial.allowed else impartial


def may_lead(actor: Actor, decision: Decision) -> Verdict:
    """Whether the actor may note who is present, and remind: a coordinator who does not act for the organisation that it is about."""
    if actor.coalition_id != decision.coalition_id:
        return _not_here()
    verdict = ENTER.verdict(actor)
    return is_impartial(actor, decision) if verdict.allowed else verdict


def may_enter(actor: Actor, decision: Decision) -> Verdict:
    """Whether the actor may enter an answer that came in another way: a coordinator, and never in a secret vote."""
    if actor.coalition_id != decision.coalition_id:
        return _not_here()
    if Rule.of(decision.rule).secret:
        return Verdict(False, _("In a secret vote each organisation casts its own ballot. Nobody enters one for it."))
    return may_lead(actor, decision)


def authority_for(actor: Actor, organisation: Organisation, topic: str) -> Authority:
    """Return by which mandate the actor speaks for an organisation on a topic, or why not."""
    if actor.person_id is None:
        return Authority(ALLOWED if actor.is_operator else Verdict(False, _("Only people who act for an organisation answer for it.")))
    return parties.authority_of(Person(pk=actor.person_id, name=actor.person_name), organisation, topic)


def _speaks(actor: Actor, organisation: Organisation, topic: str) -> Verdict:
    return _authority(actor, organisation, topic).verdict


def _authority(actor: Actor, organisation: Organisation, topic: str) -> Authority:
    if actor.coalition_id != organisation.coalition_id:
        return Authority(_not_here())
    if actor.is_operator:
        return Authority(ALLOWED)
    if actor.organisation_id is None and not actor.preview:
        words = _("Only its own people answer for %(organisation)s. Enter what came by phone, on paper or by mail instead.")
        return Authority(Verdict(False, words % {"organisation": organisation.name}))
    verdict = ANSWER.verdict(actor)
    if not verdict.allowed:
        return Authority(verdict)
    if actor.organisation_id != organisation.pk:
        words = _("You act for %(own)s, and so not for %(other)s.")
        return Authority(Verdict(False, words % {"own": actor.organisation_name, "other": organisation.name}))
    return authority_for(actor, organisation, topic)


def may_answer(actor: Actor, decision: Decision, organisation: Organisation) -> Verdict:
    """Whether the actor may answer for an organisation: its own people by a mandate that covers the topic, or who holds its proxy.

    The organisation has to be on the roll, and not suspended.
    """
    return authority_to_answer(actor, decision, organisation).verdict


def authority_to_answer(actor: Actor, decision: Decision, organisation: Organisation) -> Authority:
    """Return as ``may_answer`` whether the actor may, and by which mandate; by proxy, that of the organisation which holds it."""
    return authorities_to_answer(actor, decision, [organisation])[organisation.pk]


def authorities_to_answer(actor: Actor, decision: Decision, organisations: Sequence[Organisation]) -> dict[UUID, Authority]:
    """Return for each of these organisations as ``authority_to_answer`` does, in a number of queries that does not grow with theirs."""
    held = _held(actor, decision, organisations)
    acting = {one.pk: held.get(one.pk, one) for one in organisations}
    speaks = {one.pk: _authority(actor, one, decision.topic) for one in {one.pk: one for one in acting.values()}.values()}
    found = {one.pk: speaks[acting[one.pk].pk] for one in organisations}
    allowed = [one for one in organisations if found[one.pk].verdict.allowed]
    places = roll.places(decision, {one.pk for one in allowed} | {acting[one.pk].pk for one in allowed}) if allowed else {}
    for one in allowed:
        refused = _out_of_place(decision, acting[one.pk], one, places)
        if refused is not None:
            found[one.pk] = Authority(refused)
    return found


def _held(actor: Actor, decision: Decision, organisations: Sequence[Organisation]) -> dict[UUID, Organisation]:
    """Return the actor's own organisation for each of these whose proxy it holds."""
    others = [one.pk for one in organisations if one.pk != actor.organisation_id]
    if actor.organisation_id is None or not others:
        return {}
    held = Proxy.objects.filter(decision=decision, giver__in=others, holder=actor.organisation_id, ended_at=None)
    return {one.giver_id: one.holder for one in held.select_related("holder")}


def _out_of_place(decision: Decision, acting: Organisation, organisation: Organisation, places: Mapping[UUID, roll.Place]) -> Verdict | None:
    """Return why an organisation cannot answer that is acted for by one with the right to: suspended, gone, or not on the roll."""
    for one in {acting.pk: acting, organisation.pk: organisation}.values():
        place = places.get(one.pk)
        if not (verdict := _rights(one, place.standing if place else None)).allowed:
            return verdict
    if places[organisation.pk].is_on:
        return None
    fixed = _("%(organisation)s is not on the roll of this decision, which was fixed when it was opened.")
    words = fixed if roll.is_fixed(decision) else _("%(organisation)s is not among those who decide this.")
    return Verdict(False, words % {"organisation": organisation.name})


def _in_good_standing(organisation: Organisation) -> Verdict:
    return _rights(organisation, next((Standing(one) for (one,) in statements.ask(_standing_of, organisation=organisation.pk)), None))


def _rights(organisation: Organisation, standing: Standing | None) -> Verdict:
    if standing not in {None, *roll.WITHOUT_RIGHTS}:
        return ALLOWED
    words = {
        None: _("%(organisation)s does not belong to the coalition."),
        Standing.SUSPENDED: _("%(organisation)s is suspended, so that its answer would not count."),
        Standing.LEFT: _("%(organisation)s has left, so that its answer would not count."),
    }[standing]
    return Verdict(False, words % {"organisation": organisation.name})


def _standing_of(actor: Actor, organisation: UUID) -> QuerySet[Membership, tuple[Any, ...]]:
    return Membership.objects.filter(organisation_id=organisation).values_list("standing")


def may_give_proxy(actor: Actor, decision: Decision, giver: Organisation) -> Verdict:
    """Whether the actor may let another organisation answer for ``giver``: whoever may answer for it."""
    if not Rule.of(decision.rule).proxies:
        return Verdict(False, _("The rule of this decision knows no proxies."))
    verdict = _speaks(actor, giver, decision.topic)
    return verdict if not verdict.allowed else _in_good_standing(giver)


def may_demand(actor: Actor, decision: Decision, organisation: Organisation) -> Verdict:
    """Whether the actor may demand a discussion before the vote: for an organisation that will decide."""
    verdict = _speaks(actor, organisation, decision.topic)
    if not verdict.allowed:
        return verdict
    if not roll.is_on(decision, organisation.pk):
        return Verdict(False, _("%(organisation)s is not among those who decide this.") % {"organisation": organisation.name})
    return verdict


def may_dissociate(actor: Actor, decision: Decision, organisation: Organisation) -> Verdict:
    """Whether the actor may dissociate an organisation from what was adopted: its own people, where the rule lets members do so."""
    if decision.state != Decision.State.ADOPTED:
        return Verdict(False, _("Only from what was adopted can an organisation dissociate itself."))
    if Rule.of(decision.rule).dissociation is Dissociation.NONE:
        return Verdict(False, _("The rule of this decision does not let anybody dissociate from it: what was adopted holds for all."))
    verdict = _speaks(actor, organisation, decision.topic)
    return verdict if not verdict.allowed else _in_good_standing(organisation)


def may_acknowledge(actor: Actor, decision: Decision, organisation: Organisation) -> Verdict:
    """Whether the actor may acknowledge what was adopted for an organisation that decided on it: its own people, where the rule asks for that."""
    if decision.state != Decision.State.ADOPTED or not Rule.of(decision.rule).acknowledged:
        return Verdict(False, _("Nobody is asked to acknowledge this."))
    verdict = _speaks(actor, organisation, decision.topic)
    if not verdict.allowed or not (verdict := _in_good_standing(organisation)).allowed:
        return verdict
    if not roll.is_on(decision, organisation.pk):
        return Verdict(False, _("%(organisation)s is not on the roll of this decision.") % {"organisation": organisation.name})
    return verdict


def may_enter_later(actor: Actor, coalition: Coalition) -> Verdict:
    """Whether the actor may enter earlier decisions into the register, and note what remained open about later ones."""
    return KEEP.verdict(actor) if actor.coalition_id == coalition.pk else _not_here()


def may_keep(actor: Actor, decision: Decision) -> Verdict:
    """Whether the actor may correct an entry of the register, and note what remained open: a coordinator, as ``may_change`` says."""
    verdict = may_enter_later(actor, decision.coalition)
    return is_impartial(actor, decision) if verdict.allowed else verdict


def _not_here() -> Verdict:
    return Verdict(False, _("There is no such decision here."))
