"""One amendment as its page shows it, and what its reader may do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commoncall.drafting import permissions
from commoncall.drafting.actions.amending import proposing as deeds
from commoncall.drafting.queries import amendments, texts
from commoncall.drafting.rules import amending, applying, paragraphs
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.workspace.drafts import pages, reading, words
from commoncall.workspace.drafts.forms.treating import AnswerForm, SettleForm, TreatmentForm
from commoncall.workspace.drafts.weaving import Bit

if TYPE_CHECKING:
    from commoncall.drafting.models import Amendment


#: So many amendments to an amendment are named on its page.
MOST = 50


@dataclass(frozen=True)
class Piece:
    """One change of an amendment: to which paragraph, what is done, word by word, and in the drafting group's words."""

    number: str
    change: Change
    bits: Sequence[Bit]
    treated: Sequence[Bit] = ()
    original: str = ""


def pieces(one: Amendment, found: Sequence[Paragraph], authoritative: Sequence[Paragraph] = ()) -> list[Piece]:
    """Return what an amendment changes, in its own order; ``found`` are the paragraphs to which it is proposed.

    Beside one in another language stand the ``authoritative`` words.
    """
    numbers = dict(zip((each.key for each in found), paragraphs.numbers(found), strict=True))
    said = {each.key: each.text for each in found}
    original = {each.key: each.text for each in authoritative} if one.language != one.version.text.language else {}
    treated = {(each.do is Do.INSERT, each.paragraph): each for each in amending.read(one.treated_changes)}
    told = []
    for change in amending.read(one.changes):
        modified = treated.get((change.do is Do.INSERT, change.paragraph))
        bits = reading.changed(change, said.get(change.paragraph, "") if change.do is not Do.INSERT else "")
        told.append(
            Piece(
                numbers.get(change.paragraph, ""),
                change,
                bits,
                reading.changed(modified) if modified else (),
                original.get(change.paragraph, "") if change.do is not Do.INSERT else "",
            )
        )
    return told


def base_in(bases: Mapping[str, Sequence[Paragraph]], one: Amendment) -> Sequence[Paragraph]:
    """Return the paragraphs to which an amendment is proposed: those of its version, or of what another amendment makes of them."""
    found = bases.get(one.language, ())
    for former in deeds.lineage(one.amends):
        found = applying.apply(found, amending.read(former.changes))
    return found


def shown(actor: Actor, one: Amendment, forms: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the page of an amendment. ``forms`` holds one that was sent and came back."""
    version, given = one.version, dict(forms or {})
    bases = {code: paragraphs.read(each.paragraphs) for code, each in texts.wordings(version).items()}
    found = base_in(bases, one)
    kind, status = words.treatment(one)
    reply_kind, reply = words.REPLIED.get(one.reply, ("", ""))
    is_open = one.withdrawn_at is None and one.merged_into_id is None and one.settled_at is None
    may_treat = is_open and permissions.may_treat(actor, version).allowed
    may_reply = is_open and bool(one.treatment) and permissions.may_reply(actor, one).allowed
    others = amendments.named(amendments.visible_to(actor).filter(amends=one, withdrawn_at=None)[:MOST])
    return pages.head(actor, version) | {
        "amendment": one,
        "name": words.name_of(one.number),
        "pieces": pieces(one, found, bases.get(version.text.language, ())),
        "direction": languages.direction(one.language),
        "language": languages.name_of(one.language, languages.current()),
        "is_translated": one.language != version.text.language,
        "kind": kind,
        "status": status,
        "reply_kind": reply_kind,
        "reply": reply,
        "strength": one.get_strength_display(),
        "amends": one.amends,
        "amends_name": words.name_of(one.amends.number) if one.amends else "",
        "others": [reading.note(other) for other in others],
        "may_withdraw": is_open and permissions.may_withdraw(actor, one).allowed,
        "treatment": given.get("treatment") or (treatment_form(one) if may_treat else None),
        "answer": given.get("answer") or (AnswerForm(name=actor.organisation_name) if may_reply and version.state in {"open", "closed"} else None),
        "settling": given.get("settling") or (SettleForm() if may_treat and (one.treatment == "vote" or one.reply == "insist") else None),
    }


def treatment_form(one: Amendment, data: Mapping[str, Any] | None = None, *, with_words: bool = True, **more: Any) -> TreatmentForm:
    """Return the form by which an amendment is treated; its words are those of the authoritative language."""
    version = one.version
    code = version.text.language
    wording = texts.wordings(version).get(code) if with_words else None
    said = {each.key: each.text for each in paragraphs.read(wording.paragraphs)} if wording else {}
    return TreatmentForm(data, amendment=one, language=code, texts=said, with_words=with_words, **more)
