"""Every address of the installation, once: what its parts are made from, and what kind of answer it gives.

The tests of permissions, of pages, of languages and of hostile input all go through this table. An address that is missing
here fails the suite, and so does one that is gone.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from commoncall.kernel.parties import queries as parties
from tests.scene import Scene


class Gives(enum.Enum):
    """What a GET gives to somebody who may have it."""

    PAGE = "a page"
    LIST = "a page whose length grows with what is kept"
    SAMPLE = "a page of invented facts, which has tests of its own"
    FILE = "a file, or data for a script"
    MOVES = "another address"
    NOTHING = "nothing: only a POST does something"


Rows = Mapping[str, str]

#: What a browser does before it can open an address.
Step = Callable[[Scene, Client], None]


@dataclass(frozen=True)
class Address:
    """One address. ``rows`` names the row of the scene behind each of its parts; ``given`` holds parts that are just words."""

    name: str
    gives: Gives = Gives.PAGE
    rows: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    reader: str = "coordinator"
    before: Step | None = None

    def __str__(self) -> str:
        return self.name

    def path(self, scene: Scene, *, coalition: str = "ours", rows: str = "ours", **instead: str) -> str:
        """Return the address in a coalition, with its other rows from the same or (reaching across) from the other one.

        ``instead`` puts another row of the scene in a row's place, as in ``organisation="unlisted"``.
        """
        parts: dict[str, Any] = {part: scene.language if part == "language" else word for part, word in self.given.items()}
        for part, row in self.rows.items():
            kept = scene.rows[coalition if row == "coalition" else rows]
            found = kept[instead.get(row, row)]
            parts[part] = found.slug if row == "coalition" else getattr(found, "id", found)
        return reverse(self.name, kwargs=parts) + self.query

    @property
    def is_inside(self) -> bool:
        """Whether it lies within a coalition's workspace."""
        return "coalition" in self.rows.values() and self.reader != "visitor"

    @property
    def reaches(self) -> list[str]:
        """The rows other than the coalition that it names."""
        return [row for row in self.rows.values() if row != "coalition"]


def anywhere(
    name: str,
    gives: Gives = Gives.PAGE,
    /,
    *,
    query: str = "",
    reader: str = "visitor",
    before: Step | None = None,
    rows: Rows | None = None,
    **given: Any,
) -> Address:
    """Return an address outside every workspace, which visitors read unless another role is named."""
    return Address(name, gives, rows=rows or {}, given=given, query=query, reader=reader, before=before)


def inside(
    name: str, gives: Gives = Gives.PAGE, /, *, query: str = "", before: Step | None = None, given: Mapping[str, Any] | None = None, **rows: str
) -> Address:
    """Return an address within a coalition's workspace, which its coordinator reads."""
    return Address(name, gives, rows={"coalition": "coalition"} | rows, given=given or {}, query=query, before=before)


def own(name: str, gives: Gives = Gives.PAGE, /, *, query: str = "", **rows: str) -> Address:
    """Return an address of somebody's own, outside every coalition; what it names is the coordinator's."""
    return Address(name, gives, rows=rows, query=query)


def asks_for_a_code(scene: Scene, browser: Client) -> None:
    """Ask for a mail, as whoever signs in does first."""
    browser.post(reverse("sign-in"), {"address": "amina@amina.example"})


def shows_a_first_factor(scene: Scene, browser: Client) -> None:
    """Press the button behind a link, as somebody who has a second factor to show next."""
    browser.post(reverse("sign-in-link", args=[scene.rows["ours"]["link_of_two"]]))


def chooses_whom_to_invite(scene: Scene, browser: Client) -> None:
    """Tick everybody who has not been invited yet."""
    people = parties.uninvited(scene.cast.actor(scene.cast.leila))
    browser.post(reverse("invitations", args=["quiet-fields"]), {"person": [one.pk for one in people], "people": [one.pk for one in people]})


ADDRESSES: list[Address] = [
    # The living pattern pages.
    anywhere("design:patterns", Gives.SAMPLE),
    anywhere("design:page", Gives.SAMPLE, name="directory"),
    # Signing in and out.
    anywhere("sign-in"),
    anywhere("sign-in-code", before=asks_for_a_code),
    anywhere("sign-in-link", rows={"link": "link"}),
    anywhere("sign-in-passkey-ask", Gives.NOTHING),
    anywhere("sign-in-passkey", Gives.NOTHING),
    anywhere("sign-in-second", before=shows_a_first_factor),
    anywhere("sign-in-second-ask", Gives.NOTHING),
    anywhere("prove", reader="coordinator"),
    anywhere("prove-ask", Gives.NOTHING),
    anywhere("sign-out", Gives.NOTHING),
    anywhere("language", Gives.MOVES, query="?to=fr"),
    # What visitors see: the link of an empty installation, which this one is not, and the coalition's page.
    anywhere("first", Gives.NOTHING, token="made-up"),
    anywhere("go", Gives.MOVES, rows={"coalition": "coalition"}),
    anywhere("site", rows={"coalition": "coalition"}, language="language"),
    anywhere("site-who", Gives.LIST, rows={"coalition": "coalition"}, language="language"),
    anywhere("site-join", rows={"coalition": "coalition"}, language="language"),
    anywhere("site-call-version", rows={"coalition": "coalition"}, language="language", number=1),
    anywhere("site-charter", rows={"coalition": "coalition"}, language="language"),
    anywhere("site-charter-version", rows={"coalition": "coalition"}, language="language", number=1),
    anywhere("site-text", Gives.FILE, rows={"coalition": "coalition"}, language="language"),
    anywhere("site-feed", Gives.FILE, rows={"coalition": "coalition"}, language="language"),
    anywhere("robots", Gives.FILE),
    anywhere("map-of-sites", Gives.FILE),
    anywhere("site-map", Gives.FILE, rows={"coalition": "coalition"}, language="language"),
    anywhere("site-code", Gives.FILE, rows={"coalition": "coalition"}, language="language"),
    # The pages of a treaty that is shown, and the files beside them.
    anywhere("treaty", rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-any-date", rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-on", rows={"coalition": "coalition", "code": "treaty"}, language="language", day=date(2012, 1, 1)),
    anywhere("treaty-state", rows={"coalition": "coalition", "code": "treaty"}, language="language", country="AD"),
    anywhere("treaty-region", rows={"coalition": "coalition", "code": "treaty"}, language="language", region="150"),
    anywhere("treaty-changes", rows={"coalition": "coalition", "code": "treaty"}, language="language", month=date(2013, 4, 1)),
    anywhere("treaty-embed", rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-use", rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-corrections", Gives.LIST, rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-report", rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-report-sent", rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-feed", Gives.FILE, rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-csv", Gives.FILE, rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-json", Gives.FILE, rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-csv-on", Gives.FILE, rows={"coalition": "coalition", "code": "treaty"}, language="language", day=date(2012, 1, 1)),
    anywhere("treaty-json-on", Gives.FILE, rows={"coalition": "coalition", "code": "treaty"}, language="language", day=date(2012, 1, 1)),
    anywhere("treaty-described", Gives.FILE, rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-figures", Gives.FILE, rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-map", Gives.FILE, rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    anywhere("treaty-picture", Gives.FILE, rows={"coalition": "coalition", "code": "treaty"}, language="language"),
    # What was decided and made public, and how the coalition decides.
    anywhere("site-decisions", Gives.LIST, rows={"coalition": "coalition"}, language="language"),
    anywhere("site-decisions-page", Gives.NOTHING, rows={"coalition": "coalition"}, language="language", number=900),
    anywhere("site-decisions-search", Gives.LIST, rows={"coalition": "coalition"}, query="?q=curlews&page=1", language="language"),
    anywhere("site-decision", Gives.LIST, rows={"coalition": "coalition", "decision": "decision_adopted"}, language="language"),
    anywhere("site-decisions-feed", Gives.FILE, rows={"coalition": "coalition"}, language="language"),
    anywhere("site-decisions-csv", Gives.FILE, rows={"coalition": "coalition"}, language="language"),
    anywhere("site-decisions-json", Gives.FILE, rows={"coalition": "coalition"}, language="language"),
    anywhere("site-decisions-described", Gives.FILE, rows={"coalition": "coalition"}, language="language"),
    anywhere("site-ladder", rows={"coalition": "coalition"}, language="language"),
    # Applying to join: before there is a key, with the key of a draft, with that of what was handed in.
    anywhere("apply", rows={"coalition": "coalition"}, language="language"),
    anywhere("apply-link", rows={"coalition": "coalition"}, language="language"),
    anywhere("apply-again", rows={"coalition": "coalition", "token": "again_token"}, language="language"),
    anywhere("apply-open", rows={"coalition": "coalition", "key": "handed_in_key"}, language="language"),
    anywhere("apply-contact", rows={"coalition": "coalition", "key": "handed_in_key"}, language="language"),
    anywhere("apply-withdraw", rows={"coalition": "coalition", "key": "handed_in_key"}, language="language"),
    anywhere("apply-mail", Gives.NOTHING, rows={"coalition": "coalition", "key": "draft_key"}, language="language"),
    anywhere("apply-proof", rows={"coalition": "coalition", "key": "draft_key", "mark": "draft_mark"}, language="language"),
    anywhere("apply-step", rows={"coalition": "coalition", "key": "draft_key"}, language="language", step="organisation"),
    anywhere("apply-save", Gives.NOTHING, rows={"coalition": "coalition", "key": "draft_key"}, language="language", step="people"),
    anywhere("checklist", rows={"coalition": "coalition"}, language="language"),
    # One's own pages.
    own("you"),
    own("you-data", Gives.FILE),
    own("you-close"),
    own("you-addresses", Gives.LIST),
    own("you-address-proof", link="proof_link"),
    own("you-address-main", Gives.NOTHING, address="own_address"),
    own("you-address-remove", Gives.NOTHING, address="own_address"),
    own("you-address-use", Gives.NOTHING, person="own_person"),
    own("you-security"),
    own("you-application"),
    own("you-application-remove", Gives.NOTHING),
    own("you-recovery", Gives.NOTHING),
    own("you-passkeys", Gives.NOTHING),
    own("you-passkey-ask", Gives.NOTHING),
    own("you-passkey", passkey="passkey"),
    own("you-passkey-remove", Gives.NOTHING, passkey="passkey"),
    own("you-sessions", Gives.LIST),
    own("you-sessions-others", Gives.NOTHING),
    own("you-session-end", Gives.NOTHING, session="session"),
    # The first page, and what stewards of the installation see.
    anywhere("front"),
    anywhere("installation", reader="steward"),
    anywhere("installation-accounts", Gives.LIST, reader="steward"),
    Address("installation-account", rows={"account": "account"}, reader="steward"),
    Address("installation-proposal", Gives.LIST, rows={"proposal": "shared_proposal"}, reader="steward"),
    Address("installation-proposal-accept", Gives.NOTHING, rows={"proposal": "shared_proposal"}, reader="steward"),
    Address("installation-proposal-discard", Gives.NOTHING, rows={"proposal": "shared_proposal"}, reader="steward"),
    # A coalition's first page, and as whom one is there.
    inside("home"),
    inside("menu"),
    inside("acting"),
    inside("look-as"),
    Address("steward", rows={"coalition": "coalition"}, reader="steward"),
    # The coalition's room: how it works, who coordinates, its public page, its history.
    inside("room"),
    inside("room-answer", given={"question": "voice"}),
    inside("room-name"),
    inside("room-coordinators", Gives.LIST),
    inside("room-coordinator-end", Gives.NOTHING, mandate="coordinator_mandate"),
    inside("room-coordinator-deputy", mandate="coordinator_mandate"),
    inside("room-site"),
    inside("room-site-preview"),
    inside("room-site-preview-who", Gives.LIST),
    inside("room-site-preview-join"),
    inside("room-site-preview-charter"),
    inside("room-site-preview-version", given={"name": "call", "number": 1}),
    inside("history", Gives.LIST),
    inside("history-download", Gives.FILE),
    inside("undo", entry="entry"),
    inside("room-remove"),
    # The directory, each organisation's record, and what is added to it.
    inside("members", Gives.LIST),
    inside("member-new"),
    inside("members-ask"),
    inside("members-map", Gives.LIST),
    inside("members-download"),
    # The decisions: read, answered, prepared, led to their end, and the register.
    inside("decisions", Gives.LIST),
    inside("decision-new"),
    inside("decision-register", Gives.LIST, query="?year=2025"),
    inside("decision-register-download", Gives.FILE),
    inside("decision-enter-later"),
    inside("decision", Gives.LIST, decision="decision"),
    inside("decision-answers", Gives.LIST, decision="decision"),
    inside("decision-enter", Gives.LIST, decision="decision"),
    inside("decision-remind", decision="decision"),
    inside("decision-present", Gives.LIST, decision="decision_meeting"),
    inside("decision-close", decision="decision_meeting"),
    inside("decision-withdraw", decision="decision"),
    inside("decision-change", decision="decision_draft"),
    inside("decision-open", decision="decision_draft"),
    inside("decision-correct", decision="decision_past"),
    inside("decision-note", decision="decision_adopted"),
    inside("decision-public", decision="decision_past"),
    Address("decision-proxy", Gives.LIST, rows={"coalition": "coalition", "decision": "decision"}, reader="member"),
    Address("decision-proxy-back", Gives.NOTHING, rows={"coalition": "coalition", "decision": "decision"}, reader="member"),
    Address("decision-discuss", rows={"coalition": "coalition", "decision": "decision_notice"}, reader="member"),
    Address("decision-dissociate", rows={"coalition": "coalition", "decision": "decision_adopted"}, reader="member"),
    # The voice: statements in the coalition's name, letters and who signs them.
    inside("statements", Gives.LIST),
    inside("statement-publish", decision="decision_to_publish"),
    inside("statement", Gives.LIST, statement="statement"),
    inside("statement-arrange", statement="statement"),
    inside("statement-retract", statement="statement"),
    inside("statement-export", Gives.FILE, given={"form": "md"}, statement="statement"),
    inside("letters", Gives.LIST),
    inside("letter-new", Gives.LIST),
    inside("letter", Gives.LIST, letter="letter"),
    inside("letter-change", letter="letter_draft"),
    inside("letter-open", Gives.LIST, letter="letter_draft"),
    inside("letter-close", letter="letter"),
    inside("letter-give-up", letter="letter_draft"),
    inside("letter-reply", letter="letter_closed"),
    inside("letter-renew", letter="letter_to_renew"),
    Address("letter-sign", rows={"coalition": "coalition", "letter": "letter_to_sign"}, reader="member"),
    Address("letter-ask", Gives.NOTHING, rows={"coalition": "coalition", "letter": "letter_to_sign"}, reader="member"),
    inside("letter-enter", Gives.LIST, letter="letter"),
    inside("letter-signatures", Gives.LIST, letter="letter"),
    inside("letter-waiting", Gives.LIST, letter="letter"),
    inside("letter-remind", letter="letter"),
    inside("letter-deliveries", letter="letter"),
    inside("letter-make-up", letter="letter"),
    inside("letter-deliver", given={"number": 1}, letter="letter"),
    inside("letter-doubts", Gives.LIST, letter="letter"),
    inside("letter-doubt", Gives.NOTHING, letter="letter", doubt="doubt"),
    inside("letter-bring-in", letter="letter"),
    inside("letter-export", Gives.FILE, given={"form": "md"}, query="?batch=1", letter="letter"),
    inside("letter-sheet", sheet="sheet"),
    inside("letter-sheet-columns", sheet="sheet"),
    inside("letter-sheet-take", sheet="sheet"),
    inside("letter-sheet-discard", sheet="sheet"),
    inside("letter-signature", signature="signature"),
    inside("letter-signature-correct", signature="signature"),
    inside("letter-signature-confirm", Gives.NOTHING, signature="signature"),
    inside("letter-signature-withdraw", signature="signature"),
    inside("letter-signature-remove", signature="signature_outside"),
    Address("pre-approvals", rows={"coalition": "coalition"}, reader="member"),
    Address("pre-approval-end", rows={"coalition": "coalition", "approval": "pre_approval"}, reader="member"),
    # The ladder of decisions, and the days on which the coalition works.
    inside("ladder"),
    inside("ladder-set-up", Gives.NOTHING),
    inside("ladder-new"),
    inside("ladder-proposal", change="rung_change"),
    inside("ladder-support", Gives.NOTHING, change="rung_change"),
    inside("ladder-withdraw", Gives.NOTHING, change="rung_change"),
    inside("ladder-rung", code="rung_code"),
    inside("ladder-rung-change", code="rung_code"),
    inside("ladder-rung-meeting", code="rung_code"),
    inside("ladder-rung-close", code="rung_code"),
    inside("working-days"),
    inside("working-days-week"),
    inside("holiday-remove", Gives.NOTHING, day="holiday"),
    inside("bodies", Gives.LIST),
    inside("body-new"),
    inside("body", body="body"),
    inside("body-describe", body="body"),
    inside("body-close", body="body"),
    inside("body-seat-new", body="body"),
    inside("body-seat", seat="seat"),
    inside("body-seat-end", seat="seat"),
    inside("body-seat-people", seat="seat"),
    inside("body-sitting-end", Gives.NOTHING, sitting="sitting"),
    inside("members-columns", Gives.LIST),
    inside("members-column", column="column"),
    inside("members-column-move", Gives.NOTHING, column="column"),
    inside("members-column-list", Gives.NOTHING, column="column"),
    inside("members-column-remove", column="column"),
    inside("members-filters", Gives.LIST),
    inside("members-filter-save", query="?q=peace"),
    inside("members-filter-remove", Gives.NOTHING, filter="filter"),
    inside("member", organisation="organisation"),
    inside("member-names", organisation="organisation"),
    inside("member-confirm", Gives.NOTHING, organisation="organisation"),
    inside("member-particulars", organisation="organisation"),
    inside("member-belonging", organisation="organisation"),
    inside("member-standing", organisation="organisation"),
    inside("member-naming", organisation="organisation"),
    inside("member-tags", organisation="organisation"),
    inside("member-tag-remove", Gives.NOTHING, organisation="organisation", tag="tag"),
    inside("member-values", organisation="organisation"),
    inside("member-note-new", organisation="organisation"),
    inside("member-note", organisation="organisation", note="note"),
    inside("member-note-remove", Gives.NOTHING, organisation="organisation", note="note"),
    inside("member-history", Gives.LIST, organisation="organisation"),
    inside("member-remove", organisation="organisation"),
    # The search.
    inside("search", Gives.LIST, query="?q=group"),
    # How organisations stand: procedures about them.
    inside("standing", Gives.LIST),
    inside("standing-silent", Gives.LIST),
    inside("standing-give", Gives.MOVES),
    inside("member-here", Gives.MOVES, organisation="organisation"),
    inside("procedure-new", organisation="organisation"),
    inside("procedure", proceeding="proceeding"),
    inside("procedure-facts", proceeding="proceeding"),
    inside("procedure-notice", proceeding="proceeding"),
    inside("procedure-answer", Gives.NOTHING, proceeding="proceeding"),
    inside("procedure-heard", proceeding="proceeding"),
    inside("procedure-propose", proceeding="proceeding"),
    inside("procedure-suspend", proceeding="proceeding"),
    inside("procedure-assembly", proceeding="proceeding"),
    inside("procedure-confirm", proceeding="proceeding"),
    inside("procedure-lift", proceeding="proceeding"),
    Address("welcome", rows={"coalition": "coalition"}, reader="member"),
    inside("welcome-done", Gives.NOTHING),
    inside("mentor", organisation="organisation"),
    inside("procedure-drop", proceeding="proceeding"),
    inside("procedure-expel", proceeding="proceeding"),
    inside("member-leave", organisation="organisation"),
    inside("member-take", organisation="organisation"),
    inside("member-return", organisation="former"),
    # Endorsers from outside: the public form and their own pages, and the list of them.
    anywhere("endorse", rows={"coalition": "coalition"}, language="language"),
    anywhere("endorse-sent", rows={"coalition": "coalition"}, language="language"),
    anywhere("endorse-link", rows={"coalition": "coalition"}, language="language"),
    anywhere("endorse-own", rows={"coalition": "coalition", "link": "endorser_link"}, language="language"),
    anywhere("endorse-correct", rows={"coalition": "coalition", "link": "endorser_link"}, language="language"),
    anywhere("endorse-withdraw", rows={"coalition": "coalition", "link": "endorser_link"}, language="language"),
    # Statements and letters in public, and signing a letter from outside.
    anywhere("public-statements", Gives.LIST, rows={"coalition": "coalition"}, language="language"),
    anywhere("public-statement", Gives.LIST, rows={"coalition": "coalition", "number": "statement_number"}, language="language"),
    anywhere("public-statement-file", Gives.FILE, rows={"coalition": "coalition", "number": "statement_number"}, language="language", form="pdf"),
    anywhere("public-letters", Gives.LIST, rows={"coalition": "coalition"}, language="language"),
    anywhere("public-letter", Gives.LIST, rows={"coalition": "coalition", "number": "letter_number"}, language="language"),
    anywhere("public-letter-file", Gives.FILE, rows={"coalition": "coalition", "number": "letter_number"}, language="language", form="md"),
    anywhere("public-letter-delivered", Gives.FILE, rows={"coalition": "coalition", "number": "letter_number"}, language="language", delivery=1),
    anywhere("sign", rows={"coalition": "coalition", "number": "letter_number"}, language="language"),
    anywhere("sign-sent", rows={"coalition": "coalition", "number": "letter_number"}, language="language"),
    anywhere("signature-link", rows={"coalition": "coalition"}, language="language"),
    anywhere("signature-own", rows={"coalition": "coalition", "link": "signature_link"}, language="language"),
    anywhere("signature-correct", rows={"coalition": "coalition", "link": "signature_link"}, language="language"),
    anywhere("signature-withdraw", rows={"coalition": "coalition", "link": "signature_link"}, language="language"),
    inside("endorsers", Gives.LIST),
    inside("endorser-new"),
    inside("endorsers-download"),
    inside("endorsers-remove", query="?q=kestrel"),
    inside("endorser", endorser="endorser"),
    inside("endorser-correct", endorser="endorser"),
    inside("endorser-remove", endorser="endorser"),
    # Treaties and states inside: what is pursued, status tables, acts by hand, who follows which state.
    inside("treaties", Gives.LIST),
    inside("treaties-choose"),
    inside("treaty-new"),
    inside("state-inside", Gives.LIST, given={"country": "ml"}),
    inside("state-follow", Gives.NOTHING, given={"country": "ne"}),
    inside("state-unfollow", Gives.NOTHING, following="following"),
    inside("act-enter", given={"treaty": "tides", "country": "ne"}),
    inside("act-correct", act="act"),
    inside("act-take-out", act="act"),
    inside("proposal", Gives.LIST, proposal="proposal"),
    inside("proposal-answer", Gives.NOTHING, proposal="proposal"),
    inside("proposal-accept", Gives.NOTHING, proposal="proposal"),
    inside("proposal-discard", Gives.NOTHING, proposal="proposal"),
    inside("treaty-remarks", Gives.LIST),
    inside("treaty-remark", remark="remark"),
    inside("treaty-inside", Gives.LIST, given={"treaty": "tides"}),
    inside("treaty-pursue", Gives.NOTHING, given={"treaty": "tides"}),
    inside("treaty-stop", Gives.NOTHING, given={"treaty": "tides"}),
    inside("treaty-show", Gives.NOTHING, given={"treaty": "tides"}),
    inside("treaty-up", Gives.NOTHING, given={"treaty": "tides"}),
    inside("treaty-describe", given={"treaty": "tides"}),
    inside("treaty-remove", given={"treaty": "tides"}),
    inside("treaty-bring", given={"treaty": "tides"}),
    # The texts: read, written, adopted, endorsed for one's organisation, and followed up.
    inside("texts"),
    inside("text", given={"kind": "call"}),
    inside("text-begin", Gives.NOTHING, given={"kind": "call"}),
    inside("text-together", Gives.NOTHING, given={"kind": "charter"}),
    inside("text-take", version="text_published"),
    inside("text-draft", given={"kind": "charter"}),
    inside("text-arrange", given={"kind": "call"}),
    inside("text-version", given={"kind": "call", "number": 1}),
    inside("text-behind", Gives.LIST, given={"kind": "call", "number": 1}),
    inside("text-found", Gives.MOVES, version="call"),
    inside("text-compare", version="call"),
    inside("text-languages", version="text_draft"),
    inside("text-word", given={"language": "ar"}, version="text_draft"),
    inside("text-word-remove", given={"language": "ar"}, version="text_draft"),
    inside("text-authoritative", Gives.NOTHING, given={"language": "ar"}, version="text_draft"),
    inside("text-discard", version="text_draft"),
    inside("text-adopt", version="text_draft"),
    Address("endorse-version", rows={"coalition": "coalition", "version": "call"}, reader="member"),
    inside("endorse-ask", Gives.NOTHING, version="call"),
    inside("endorse-enter", version="call"),
    inside("text-follow-up", Gives.LIST, version="call"),
    inside("text-follow-up-list", Gives.NOTHING, version="call"),
    inside("text-remind", version="call"),
    inside("endorsement", endorsement="endorsement"),
    inside("endorsement-confirm", Gives.NOTHING, endorsement="endorsement"),
    inside("endorsement-correct", endorsement="endorsement"),
    inside("endorsement-withdraw", endorsement="endorsement"),
    # The texts that are written together: begun, worded, amended, treated, merged, locked, compared and handed out.
    inside("drafts", Gives.LIST),
    inside("draft-begin"),
    Address("bottom-lines", Gives.LIST, rows={"coalition": "coalition"}, reader="member"),
    inside("bottom-line-remove", Gives.NOTHING, line="bottom_line"),
    inside("draft", Gives.LIST, text="draft_text"),
    inside("draft-arrange", text="draft_text"),
    inside("draft-give-up", text="draft_text"),
    inside("draft-version", Gives.LIST, version="draft_closed"),
    inside("draft-clean", version="draft_open"),
    inside("draft-next", Gives.NOTHING, version="draft_published"),
    inside("draft-write", given={"code": "fr"}, version="draft_writing"),
    inside("draft-paragraph", given={"code": "fr", "key": "p2"}, version="draft_writing"),
    inside("draft-bring-in", given={"code": "fr"}, version="draft_writing"),
    inside("draft-translations", version="draft_writing"),
    inside("draft-translate", given={"code": "fr"}, version="draft_writing"),
    inside("draft-check", Gives.NOTHING, given={"code": "fr"}, version="draft_writing"),
    inside("draft-translation-remove", given={"code": "fr"}, version="draft_writing"),
    inside("draft-authoritative", Gives.NOTHING, given={"code": "fr"}, version="draft_writing"),
    inside("draft-open", version="draft_writing"),
    inside("draft-close", version="draft_open"),
    inside("draft-reopen", version="draft_closed"),
    inside("draft-lock", version="draft_closed"),
    inside("draft-unlock", version="draft_locked"),
    inside("draft-publish", version="draft_locked"),
    inside("draft-amendments", Gives.LIST, version="draft_open"),
    Address("draft-amend", rows={"coalition": "coalition", "version": "draft_open"}, query="?paragraph=p2", reader="member"),
    Address("draft-comment", rows={"coalition": "coalition", "version": "draft_open"}, query="?paragraph=p2", reader="member"),
    inside("draft-treat", Gives.LIST, version="draft_open"),
    inside("draft-merge", Gives.LIST, version="draft_closed"),
    inside("draft-compare", version="draft_published"),
    inside("draft-export", Gives.FILE, given={"form": "docx"}, version="draft_open"),
    inside("draft-amendment", Gives.LIST, amendment="draft_amendment"),
    Address("draft-amendment-amend", rows={"coalition": "coalition", "amendment": "draft_amendment"}, reader="member"),
    Address("draft-amendment-withdraw", rows={"coalition": "coalition", "amendment": "draft_amendment"}, reader="member"),
    inside("draft-amendment-treat", Gives.NOTHING, amendment="draft_amendment"),
    inside("draft-amendment-answer", Gives.NOTHING, amendment="draft_amendment"),
    inside("draft-amendment-settle", Gives.NOTHING, amendment="draft_amendment"),
    inside("draft-comment-withdraw", Gives.NOTHING, comment="draft_comment"),
    inside("draft-comment-treat", Gives.NOTHING, comment="draft_comment"),
    # Applications, and how the coalition admits.
    inside("applications", Gives.LIST),
    inside("application", application="application"),
    inside("application-check", application="application"),
    inside("application-advance", application="application"),
    inside("application-contact", application="application"),
    inside("application-attach", Gives.NOTHING, application="application"),
    inside("application-double", application="application"),
    inside("application-decide", application="application_deciding"),
    Address("application-say", rows={"coalition": "coalition", "application": "application_consulting"}, reader="member"),
    Address("application-vote", rows={"coalition": "coalition", "application": "application_deciding"}, reader="member"),
    inside("admission"),
    inside("admission-open", Gives.NOTHING),
    inside("admission-path", given={"category": "ordinary"}),
    inside("admission-words"),
    inside("admission-window-new"),
    inside("admission-window-remove", Gives.NOTHING, window="admission_window"),
    inside("admission-question-new"),
    inside("admission-preview"),
    inside("admission-question", question="admission_question"),
    inside("admission-question-move", Gives.NOTHING, question="admission_question"),
    inside("admission-question-retire", Gives.NOTHING, question="admission_question"),
    # People, and what they may do for organisations.
    inside("member-person-new", organisation="organisation"),
    inside("person", person="person"),
    inside("person-correct", person="person"),
    inside("person-appoint", person="person"),
    inside("person-coordinate", person="person"),
    inside("mandate-end", mandate="mandate"),
    inside("mandate-deputy", mandate="mandate"),
    inside("mandate-main", Gives.NOTHING, mandate="mandate"),
    # Bringing in a list.
    inside("imports", Gives.LIST),
    inside("import", Gives.MOVES, batch="batch"),
    inside("import-columns", batch="batch"),
    inside("import-preview", Gives.LIST, batch="batch_ready"),
    inside("import-questions", batch="batch_ready"),
    inside("import-result", batch="batch_done"),
    inside("import-rows", Gives.FILE, given={"form": "xlsx"}, batch="batch_ready"),
    inside("import-progress", batch="batch_waiting"),
    inside("import-progress-facts", Gives.FILE, batch="batch_waiting"),
    inside("import-stop", Gives.NOTHING, batch="batch_waiting"),
    inside("import-apply", batch="batch_ready"),
    inside("import-undo", batch="batch_done"),
    inside("import-discard", batch="batch"),
    inside("import-again", Gives.NOTHING, batch="batch_done"),
    # Mail, invitations, files.
    inside("mail", Gives.LIST),
    inside("mail-trial"),
    inside("message", message="message"),
    inside("message-again", Gives.NOTHING, message="message"),
    anywhere("silence", rows={"token": "silence"}),
    inside("invitations", Gives.LIST),
    inside("invitations-words", before=chooses_whom_to_invite),
    inside("invitations-send", before=chooses_whom_to_invite),
    inside("invitations-test", Gives.NOTHING),
    inside("file", Gives.FILE, file="file"),
    # The conversation in which a coalition is set up.
    anywhere("new", reader="steward"),
    anywhere("new-step", step="voice", reader="steward"),
    anywhere("new-name", reader="steward"),
    anywhere("new-summary", Gives.MOVES, reader="steward"),
]

BY_NAME = {address.name: address for address in ADDRESSES}
PAGES = [address for address in ADDRESSES if address.gives in {Gives.PAGE, Gives.LIST}]


def named(resolver: URLResolver | None = None, prefix: str = "") -> set[str]:
    """Return the name of every address that the installation answers."""
    found: set[str] = set()
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            space = f"{prefix}{one.namespace}:" if one.namespace else prefix
            found |= named(one, space)
        elif isinstance(one, URLPattern):
            assert one.name, f"the address {one.pattern} has no name"
            found.add(f"{prefix}{one.name}")
    return found
