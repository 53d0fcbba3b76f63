"""What each role gets at each address. This table is the policy: the code follows it, never the other way round.

The roles are those of ``tests.scene``: a visitor; somebody signed in who belongs only to another coalition; a steward of the
installation who has opened no session; and inside the coalition an endorser, an observer, a member's representative and a
coordinator. A coordinator's pages do not exist for the others, so they get nothing there, whatever they send.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.addresses import BY_NAME
from tests.scene import ROLES

#: What an answer means to whoever asked.
PAGE, FILE, MOVED, NOTHING, SIGN_IN, PROVE = "page", "file", "moved", "nothing", "sign in", "prove"
#: Of a POST: it got as far as being looked at (an empty form is sent back, an empty deed refused), or it was turned away.
HEARD, TURNED_AWAY, OTHER_METHOD = "heard", "turned away", "other method"

INSIDE = ("endorser", "observer", "member", "coordinator")
Expected = dict[str, str]


def everyone(meaning: str) -> Expected:
    """Whoever asks gets the same."""
    return dict.fromkeys(ROLES, meaning)


def signed_in(meaning: str) -> Expected:
    """Whoever is signed in gets the same, in whatever coalition or none; a visitor is asked to sign in."""
    return everyone(meaning) | {"visitor": SIGN_IN}


def belonging(meaning: str) -> Expected:
    """Whoever belongs to the coalition; to others it does not exist."""
    return signed_in(NOTHING) | dict.fromkeys(INSIDE, meaning)


def members(meaning: str) -> Expected:
    """Representatives of members, and coordinators."""
    return signed_in(NOTHING) | dict.fromkeys(("member", "coordinator"), meaning)


def coordinators(meaning: str) -> Expected:
    """Coordinators alone."""
    return signed_in(NOTHING) | {"coordinator": meaning}


def asked_alone(meaning: str) -> Expected:
    """Whoever acts for the member that is asked; others answer nothing for it, coordinators neither."""
    return signed_in(NOTHING) | {"member": meaning}


def signing(meaning: str) -> Expected:
    """Whoever may sign a text for their organisation; coordinators sign for none."""
    return signed_in(NOTHING) | dict.fromkeys(("member", "endorser"), meaning)


def stewards(meaning: str) -> Expected:
    """Stewards of the installation alone."""
    return signed_in(NOTHING) | {"steward": meaning}


@dataclass(frozen=True)
class Line:
    """One address, one method, and what each role gets."""

    name: str
    method: str
    expected: Expected

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.name}"


def get(name: str, expected: Expected) -> list[Line]:
    """Return the line of an address that only shows something."""
    return [Line(name, "get", expected)]


def post(name: str, expected: Expected) -> list[Line]:
    """Return the lines of an address that only does something.

    Shown is nothing of it: whoever is let as far as the address is told that it wants to be sent something.
    """
    inside = BY_NAME[name].is_inside
    shown = {role: NOTHING if inside and role not in INSIDE else OTHER_METHOD for role in ROLES}
    if expected["visitor"] == SIGN_IN:
        shown["visitor"] = SIGN_IN
    return [Line(name, "get", shown), Line(name, "post", expected)]


def only_post(name: str, expected: Expected) -> list[Line]:
    """Return the lines of an address that visitors reach too, and that answers another method alone."""
    return [Line(name, "get", everyone(OTHER_METHOD)), Line(name, "post", expected)]


def dead(name: str) -> list[Line]:
    """Return the lines of an address at which there is nothing for anybody, or nothing any more."""
    return form(name, everyone(NOTHING))


def form(name: str, expected: Expected) -> list[Line]:
    """Return the lines of an address with a form: who gets the page may send it, who does not may not."""
    sent = {role: HEARD if meaning in {PAGE, MOVED} else meaning for role, meaning in expected.items()}
    return [Line(name, "get", expected), Line(name, "post", sent)]


LINES: list[Line] = [
    *get("design:patterns", everyone(PAGE)),
    *get("design:page", everyone(PAGE)),
    *form("sign-in", signed_in(MOVED) | {"visitor": PAGE}),
    *form("sign-in-code", everyone(SIGN_IN)),
    *form("sign-in-link", everyone(PAGE)),
    *post("sign-in-passkey-ask", everyone(HEARD)),
    *only_post("sign-in-passkey", everyone(SIGN_IN)),
    *form("sign-in-second", everyone(SIGN_IN)),
    *only_post("sign-in-second-ask", everyone(NOTHING)),
    *form("prove", signed_in(PAGE)),
    *post("prove-ask", signed_in(HEARD)),
    *only_post("sign-out", everyone(SIGN_IN)),
    *get("language", everyone(MOVED)),
    *dead("first"),
    *get("go", everyone(MOVED)),
    *get("site", everyone(PAGE)),
    *get("site-who", everyone(PAGE)),
    *get("site-join", everyone(PAGE)),
    *get("site-call-version", everyone(PAGE)),
    *get("site-charter", everyone(PAGE)),
    *get("site-charter-version", everyone(PAGE)),
    *get("site-text", everyone(FILE)),
    *get("site-feed", everyone(FILE)),
    *get("site-code", everyone(FILE)),
    *get("robots", everyone(FILE)),
    *get("map-of-sites", everyone(FILE)),
    *get("site-map", everyone(FILE)),
    *get("treaty", everyone(PAGE)),
    *get("treaty-any-date", everyone(PAGE)),
    *get("treaty-on", everyone(PAGE)),
    *get("treaty-state", everyone(PAGE)),
    *get("treaty-region", everyone(PAGE)),
    *get("treaty-changes", everyone(PAGE)),
    *get("treaty-embed", everyone(PAGE)),
    *get("treaty-use", everyone(PAGE)),
    *get("treaty-corrections", everyone(PAGE)),
    *form("treaty-report", everyone(PAGE)),
    *get("treaty-report-sent", everyone(PAGE)),
    *get("treaty-feed", everyone(FILE)),
    *get("treaty-csv", everyone(FILE)),
    *get("treaty-json", everyone(FILE)),
    *get("treaty-csv-on", everyone(FILE)),
    *get("treaty-json-on", everyone(FILE)),
    *get("treaty-described", everyone(FILE)),
    *get("treaty-figures", everyone(FILE)),
    *get("treaty-map", everyone(FILE)),
    *get("treaty-picture", everyone(FILE)),
    *get("site-decisions", everyone(PAGE)),
    *get("site-decisions-page", everyone(NOTHING)),
    *get("site-decisions-search", everyone(PAGE)),
    *get("site-decision", everyone(PAGE)),
    *get("site-decisions-feed", everyone(FILE)),
    *get("site-decisions-csv", everyone(FILE)),
    *get("site-decisions-json", everyone(FILE)),
    *get("site-decisions-described", everyone(FILE)),
    *get("site-ladder", everyone(PAGE)),
    *form("apply", everyone(PAGE)),
    *form("apply-link", everyone(PAGE)),
    *form("apply-again", everyone(PAGE)),
    *form("apply-open", everyone(PAGE)),
    *form("apply-contact", everyone(PAGE)),
    *form("apply-withdraw", everyone(PAGE)),
    *post("apply-mail", everyone(HEARD)),
    *form("apply-proof", everyone(PAGE)),
    *form("apply-step", everyone(PAGE)),
    *post("apply-save", everyone(HEARD)),
    *get("checklist", everyone(PAGE)),
    *form("you", signed_in(PAGE)),
    *get("you-data", signed_in(FILE)),
    *form("you-close", signed_in(PAGE)),
    *form("you-addresses", signed_in(PAGE)),
    *form("you-address-proof", coordinators(PAGE)),
    *post("you-address-main", coordinators(HEARD)),
    *post("you-address-remove", coordinators(HEARD)),
    *post("you-address-use", coordinators(HEARD)),
    *get("you-security", signed_in(PAGE)),
    *form("you-application", signed_in(PAGE)),
    *post("you-application-remove", signed_in(HEARD)),
    *post("you-recovery", signed_in(HEARD)),
    *post("you-passkeys", signed_in(HEARD)),
    *post("you-passkey-ask", signed_in(HEARD)),
    *form("you-passkey", coordinators(PAGE)),
    *post("you-passkey-remove", coordinators(HEARD)),
    *get("you-sessions", signed_in(PAGE)),
    *post("you-sessions-others", signed_in(HEARD)),
    *post("you-session-end", coordinators(HEARD)),
    *get("front", everyone(PAGE)),
    *get("installation", stewards(PAGE)),
    *form("installation-accounts", stewards(PAGE)),
    # Looking does nobody harm; keeping somebody out needs the second factor.
    *get("installation-account", stewards(PAGE)),
    Line("installation-account", "post", stewards(PROVE)),
    *get("home", belonging(PAGE)),
    *get("menu", belonging(PAGE)),
    *form("acting", belonging(PAGE)),
    *form("look-as", coordinators(PAGE)),
    *form("steward", stewards(PAGE)),
    *get("room", belonging(PAGE)),
    *form("room-answer", coordinators(PAGE)),
    *form("room-name", coordinators(PAGE)),
    *form("room-coordinators", coordinators(PAGE)),
    *post("room-coordinator-end", coordinators(HEARD)),
    *form("room-coordinator-deputy", coordinators(PAGE)),
    *form("room-site", coordinators(PAGE)),
    *get("room-site-preview", coordinators(PAGE)),
    *get("room-site-preview-who", coordinators(PAGE)),
    *get("room-site-preview-join", coordinators(PAGE)),
    *get("room-site-preview-charter", coordinators(PAGE)),
    *get("room-site-preview-version", coordinators(PAGE)),
    *get("history", belonging(PAGE)),
    *get("history-download", belonging(FILE)),
    *form("undo", coordinators(PAGE)),
    *form("room-remove", coordinators(PAGE)),
    *get("members", belonging(PAGE)),
    *form("member-new", coordinators(PAGE)),
    *form("members-ask", coordinators(PAGE)),
    *form("members-download", belonging(PAGE)),
    *get("statements", belonging(PAGE)),
    *form("statement-publish", coordinators(PAGE)),
    *get("statement", belonging(PAGE)),
    *form("statement-arrange", coordinators(PAGE)),
    *form("statement-retract", coordinators(PAGE)),
    *get("statement-export", members(FILE)),
    *get("letters", belonging(PAGE)),
    *form("letter-new", coordinators(PAGE)),
    # A letter that the public reads, everybody inside reads; who signed it stands on its page.
    *get("letter", belonging(PAGE)),
    *form("letter-change", coordinators(PAGE)),
    *form("letter-open", coordinators(PAGE)),
    *form("letter-close", coordinators(PAGE)),
    *form("letter-give-up", coordinators(PAGE)),
    *form("letter-reply", coordinators(PAGE)),
    *form("letter-renew", coordinators(PAGE)),
    *form("letter-sign", signing(PAGE)),
    *post("letter-ask", signing(HEARD)),
    *form("letter-enter", coordinators(PAGE)),
    *get("letter-signatures", belonging(PAGE)),
    *get("letter-waiting", coordinators(PAGE)),
    *form("letter-remind", coordinators(PAGE)),
    *get("letter-deliveries", coordinators(PAGE)),
    *form("letter-make-up", coordinators(PAGE)),
    *form("letter-deliver", coordinators(PAGE)),
    *get("letter-doubts", coordinators(PAGE)),
    *post("letter-doubt", coordinators(HEARD)),
    *form("letter-bring-in", coordinators(PAGE)),
    *get("letter-export", members(FILE)),
    *form("letter-sheet", coordinators(PAGE)),
    *form("letter-sheet-columns", coordinators(PAGE)),
    *form("letter-sheet-take", coordinators(PAGE)),
    *form("letter-sheet-discard", coordinators(PAGE)),
    *get("letter-signature", belonging(PAGE)),
    # What a coordinator entered, coordinators correct too; that it is right, only its organisation says.
    *form("letter-signature-correct", members(PAGE)),
    *post("letter-signature-confirm", members(HEARD)),
    *form("letter-signature-withdraw", members(PAGE)),
    *form("letter-signature-remove", coordinators(PAGE)),
    *form("pre-approvals", signing(PAGE)),
    *form("pre-approval-end", asked_alone(PAGE)),
    *get("decisions", belonging(PAGE)),
    *form("decision-new", coordinators(PAGE)),
    *get("decision-register", belonging(PAGE)),
    *get("decision-register-download", belonging(FILE)),
    *form("decision-enter-later", coordinators(PAGE)),
    # Members read; whoever acts for one that decides answers, and coordinators answer for nobody.
    Line("decision", "get", members(PAGE)),
    Line("decision", "post", asked_alone(HEARD)),
    *get("decision-answers", members(PAGE)),
    *form("decision-enter", coordinators(PAGE)),
    *form("decision-remind", coordinators(PAGE)),
    *form("decision-present", coordinators(PAGE)),
    *form("decision-close", coordinators(PAGE)),
    *form("decision-withdraw", coordinators(PAGE)),
    *form("decision-change", coordinators(PAGE)),
    *form("decision-open", coordinators(PAGE)),
    *form("decision-correct", coordinators(PAGE)),
    *form("decision-note", coordinators(PAGE)),
    *form("decision-public", coordinators(PAGE)),
    *form("decision-proxy", asked_alone(PAGE)),
    *post("decision-proxy-back", asked_alone(HEARD)),
    *form("decision-discuss", asked_alone(PAGE)),
    *form("decision-dissociate", asked_alone(PAGE)),
    *get("ladder", belonging(PAGE)),
    *post("ladder-set-up", coordinators(HEARD)),
    *form("ladder-new", members(PAGE)),
    *get("ladder-proposal", belonging(PAGE)),
    *post("ladder-support", asked_alone(HEARD)),
    # A coordinator proposed it; others who may propose are told why they do not withdraw it.
    *post("ladder-withdraw", coordinators(HEARD) | {"member": TURNED_AWAY}),
    *get("ladder-rung", belonging(PAGE)),
    *form("ladder-rung-change", members(PAGE)),
    *form("ladder-rung-meeting", members(PAGE)),
    *form("ladder-rung-close", members(PAGE)),
    *get("working-days", belonging(PAGE)),
    Line("working-days", "post", coordinators(HEARD)),
    *form("working-days-week", coordinators(PAGE)),
    *post("holiday-remove", coordinators(HEARD)),
    *get("bodies", belonging(PAGE)),
    *form("body-new", coordinators(PAGE)),
    *get("body", belonging(PAGE)),
    *form("body-describe", coordinators(PAGE)),
    *form("body-close", coordinators(PAGE)),
    *form("body-seat-new", coordinators(PAGE)),
    *form("body-seat", coordinators(PAGE)),
    *form("body-seat-end", coordinators(PAGE)),
    *form("body-seat-people", coordinators(PAGE)),
    *post("body-sitting-end", coordinators(HEARD)),
    *form("members-columns", coordinators(PAGE)),
    *form("members-column", coordinators(PAGE)),
    *post("members-column-move", coordinators(HEARD)),
    *post("members-column-list", coordinators(HEARD)),
    *form("members-column-remove", coordinators(PAGE)),
    *get("members-filters", belonging(PAGE)),
    *form("members-filter-save", belonging(PAGE)),
    *post("members-filter-remove", coordinators(HEARD)),
    *get("member", belonging(PAGE)),
    *form("member-names", coordinators(PAGE)),
    *post("member-confirm", coordinators(HEARD)),
    *form("member-particulars", coordinators(PAGE)),
    *form("member-belonging", coordinators(PAGE)),
    *form("member-standing", coordinators(PAGE)),
    *form("member-naming", coordinators(PAGE)),
    *form("member-tags", coordinators(PAGE)),
    *post("member-tag-remove", coordinators(HEARD)),
    *form("member-values", coordinators(PAGE)),
    *form("member-note-new", coordinators(PAGE)),
    *form("member-note", coordinators(PAGE)),
    *post("member-note-remove", coordinators(HEARD)),
    *get("member-history", belonging(PAGE)),
    *form("member-remove", coordinators(PAGE)),
    *get("search", belonging(PAGE)),
    *get("standing", coordinators(PAGE)),
    *get("standing-silent", coordinators(PAGE)),
    *form("standing-give", coordinators(MOVED)),
    *form("member-here", coordinators(MOVED)),
    *form("procedure-new", coordinators(PAGE)),
    *get("procedure", coordinators(PAGE)),
    *form("procedure-facts", coordinators(PAGE)),
    *form("procedure-notice", coordinators(PAGE)),
    *form("procedure-answer", coordinators(NOTHING)),
    *form("procedure-heard", coordinators(PAGE)),
    *form("procedure-propose", coordinators(PAGE)),
    *form("procedure-suspend", coordinators(PAGE)),
    *form("procedure-assembly", coordinators(PAGE)),
    *form("procedure-confirm", coordinators(PAGE)),
    *form("procedure-lift", coordinators(PAGE)),
    *get("welcome", belonging(PAGE)),
    *post("welcome-done", belonging(HEARD) | {"coordinator": NOTHING}),
    *form("mentor", coordinators(PAGE)),
    *form("procedure-drop", coordinators(PAGE)),
    *form("procedure-expel", coordinators(PAGE)),
    *form("member-leave", coordinators(PAGE)),
    *form("member-take", coordinators(PAGE)),
    *form("member-return", coordinators(PAGE)),
    *form("endorse", everyone(PAGE)),
    *get("endorse-sent", everyone(PAGE)),
    *form("endorse-link", everyone(PAGE)),
    *form("endorse-own", everyone(PAGE)),
    *form("endorse-correct", everyone(PAGE)),
    *form("endorse-withdraw", everyone(PAGE)),
    *get("public-statements", everyone(PAGE)),
    *get("public-statement", everyone(PAGE)),
    *get("public-statement-file", everyone(FILE)),
    *get("public-letters", everyone(PAGE)),
    *get("public-letter", everyone(PAGE)),
    *get("public-letter-file", everyone(FILE)),
    *get("public-letter-delivered", everyone(FILE)),
    *form("sign", everyone(PAGE)),
    *get("sign-sent", everyone(PAGE)),
    *form("signature-link", everyone(PAGE)),
    *form("signature-own", everyone(PAGE)),
    *form("signature-correct", everyone(PAGE)),
    *form("signature-withdraw", everyone(PAGE)),
    *get("installation-proposal", stewards(PAGE)),
    *post("installation-proposal-accept", stewards(HEARD)),
    *post("installation-proposal-discard", stewards(HEARD)),
    *get("treaties", belonging(PAGE)),
    *form("treaties-choose", coordinators(PAGE)),
    *form("treaty-new", coordinators(PAGE)),
    *get("state-inside", belonging(PAGE)),
    *post("state-follow", members(HEARD)),
    *post("state-unfollow", coordinators(HEARD)),
    *form("act-enter", coordinators(PAGE)),
    *form("act-correct", coordinators(PAGE)),
    *form("act-take-out", coordinators(PAGE)),
    *get("proposal", coordinators(PAGE)),
    *post("proposal-answer", coordinators(HEARD)),
    *post("proposal-accept", coordinators(HEARD)),
    *post("proposal-discard", coordinators(HEARD)),
    *get("treaty-remarks", coordinators(PAGE)),
    *form("treaty-remark", coordinators(PAGE)),
    *get("treaty-inside", belonging(PAGE)),
    *post("treaty-pursue", coordinators(HEARD)),
    *post("treaty-stop", coordinators(HEARD)),
    *post("treaty-show", coordinators(HEARD)),
    *post("treaty-up", coordinators(HEARD)),
    *form("treaty-describe", coordinators(PAGE)),
    *form("treaty-remove", coordinators(PAGE)),
    *form("treaty-bring", coordinators(PAGE)),
    *get("members-map", belonging(PAGE)),
    *get("texts", belonging(PAGE)),
    *get("text", belonging(PAGE)),
    *post("text-begin", coordinators(HEARD)),
    *post("text-together", coordinators(HEARD)),
    *form("text-take", coordinators(PAGE)),
    *get("text-draft", members(PAGE)),
    *form("text-arrange", coordinators(PAGE)),
    *get("text-version", belonging(PAGE)),
    *get("text-behind", belonging(PAGE)),
    *get("text-found", belonging(MOVED)),
    *get("text-compare", belonging(PAGE)),
    *form("text-languages", coordinators(PAGE)),
    *form("text-word", coordinators(PAGE)),
    *form("text-word-remove", coordinators(PAGE)),
    *post("text-authoritative", coordinators(HEARD)),
    *form("text-discard", coordinators(PAGE)),
    *form("text-adopt", coordinators(PAGE)),
    *form("endorse-version", signing(PAGE)),
    *post("endorse-ask", signing(HEARD)),
    *form("endorse-enter", coordinators(PAGE)),
    *get("text-follow-up", coordinators(PAGE)),
    *post("text-follow-up-list", coordinators(HEARD)),
    *form("text-remind", coordinators(PAGE)),
    *get("endorsement", belonging(PAGE)),
    *post("endorsement-confirm", asked_alone(HEARD)),
    *form("endorsement-correct", members(PAGE)),
    *form("endorsement-withdraw", members(PAGE)),
    *get("drafts", belonging(PAGE)),
    *form("draft-begin", coordinators(PAGE)),
    *form("bottom-lines", signing(PAGE)),
    *post("bottom-line-remove", asked_alone(HEARD)),
    *get("draft", members(PAGE)),
    *form("draft-arrange", coordinators(PAGE)),
    *form("draft-give-up", coordinators(PAGE)),
    *get("draft-version", members(PAGE)),
    *get("draft-clean", members(PAGE)),
    *post("draft-next", coordinators(HEARD)),
    *form("draft-write", coordinators(PAGE)),
    *form("draft-paragraph", coordinators(PAGE)),
    *form("draft-bring-in", coordinators(PAGE)),
    *form("draft-translations", coordinators(PAGE)),
    *form("draft-translate", coordinators(PAGE)),
    *post("draft-check", coordinators(HEARD)),
    *form("draft-translation-remove", coordinators(PAGE)),
    *post("draft-authoritative", coordinators(HEARD)),
    *form("draft-open", coordinators(PAGE)),
    *form("draft-close", coordinators(PAGE)),
    *form("draft-reopen", coordinators(PAGE)),
    *form("draft-lock", coordinators(PAGE)),
    *form("draft-unlock", coordinators(PAGE)),
    *form("draft-publish", coordinators(PAGE)),
    *get("draft-amendments", members(PAGE)),
    *form("draft-amend", asked_alone(PAGE)),
    *form("draft-comment", asked_alone(PAGE)),
    *get("draft-treat", coordinators(PAGE)),
    *form("draft-merge", coordinators(PAGE)),
    *get("draft-compare", members(PAGE)),
    *get("draft-export", members(FILE)),
    *get("draft-amendment", members(PAGE)),
    *form("draft-amendment-amend", asked_alone(PAGE)),
    *form("draft-amendment-withdraw", asked_alone(PAGE)),
    *post("draft-amendment-treat", coordinators(HEARD)),
    *post("draft-amendment-answer", asked_alone(HEARD)),
    *post("draft-amendment-settle", coordinators(HEARD)),
    *post("draft-comment-withdraw", asked_alone(HEARD)),
    *post("draft-comment-treat", coordinators(HEARD)),
    *get("endorsers", belonging(PAGE)),
    *form("endorser-new", coordinators(PAGE)),
    *form("endorsers-download", coordinators(PAGE)),
    *form("endorsers-remove", coordinators(PAGE)),
    *get("endorser", coordinators(PAGE)),
    *form("endorser-correct", coordinators(PAGE)),
    *form("endorser-remove", coordinators(PAGE)),
    *get("applications", coordinators(PAGE)),
    *get("application", coordinators(PAGE)),
    *form("application-check", coordinators(PAGE)),
    *form("application-advance", coordinators(PAGE)),
    *form("application-contact", coordinators(PAGE)),
    *post("application-attach", coordinators(HEARD)),
    *form("application-double", coordinators(PAGE)),
    *form("application-decide", coordinators(PAGE)),
    *form("application-say", asked_alone(PAGE)),
    *form("application-vote", asked_alone(PAGE)),
    *get("admission", coordinators(PAGE)),
    *post("admission-open", coordinators(HEARD)),
    *form("admission-path", coordinators(PAGE)),
    *form("admission-words", coordinators(PAGE)),
    *form("admission-window-new", coordinators(PAGE)),
    *post("admission-window-remove", coordinators(HEARD)),
    *form("admission-question-new", coordinators(PAGE)),
    *get("admission-preview", coordinators(PAGE)),
    *form("admission-question", coordinators(PAGE)),
    *post("admission-question-move", coordinators(HEARD)),
    *post("admission-question-retire", coordinators(HEARD)),
    *form("member-person-new", coordinators(PAGE)),
    *get("person", belonging(PAGE)),
    *form("person-correct", coordinators(PAGE)),
    *form("person-appoint", coordinators(PAGE)),
    *form("person-coordinate", coordinators(PAGE)),
    *form("mandate-end", coordinators(PAGE)),
    *form("mandate-deputy", coordinators(PAGE)),
    *post("mandate-main", coordinators(HEARD)),
    *form("imports", coordinators(PAGE)),
    *get("import", coordinators(MOVED)),
    *form("import-columns", coordinators(PAGE)),
    *get("import-preview", coordinators(PAGE)),
    *form("import-questions", coordinators(PAGE)),
    *get("import-result", coordinators(PAGE)),
    *get("import-rows", coordinators(FILE)),
    *get("import-progress", coordinators(PAGE)),
    *get("import-progress-facts", coordinators(FILE)),
    *post("import-stop", coordinators(HEARD)),
    *form("import-apply", coordinators(PAGE)),
    *form("import-undo", coordinators(PAGE)),
    *form("import-discard", coordinators(PAGE)),
    *post("import-again", coordinators(HEARD)),
    *get("mail", belonging(PAGE)),
    *form("mail-trial", coordinators(PAGE)),
    *get("message", coordinators(PAGE)),
    *post("message-again", coordinators(HEARD)),
    *form("silence", everyone(PAGE)),
    *form("invitations", coordinators(PAGE)),
    *form("invitations-words", coordinators(MOVED)),
    *form("invitations-send", coordinators(MOVED)),
    *post("invitations-test", coordinators(HEARD)),
    *get("file", members(FILE)),
    *form("new", stewards(PAGE)),
    *form("new-step", stewards(PAGE)),
    *form("new-name", stewards(PAGE)),
    *form("new-summary", stewards(MOVED)),
]
