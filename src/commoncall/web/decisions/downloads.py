"""The public register to be taken along by programs: one row for each decision, as CSV and as JSON.

The names of the columns are the same in every language, so that a program may rely on them; each is described in the file itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commoncall.decisions import sentences
from commoncall.decisions.queries import public
from commoncall.kernel import languages
from commoncall.kernel.tables.writing import write_csv
from commoncall.web.decisions import seals, words
from commoncall.web.decisions.one import text_of
from commoncall.web.site.places import whole

if TYPE_CHECKING:
    from commoncall.web.site.whole import Site

#: Each column, and what stands in it.
COLUMNS: dict[str, Promise] = {
    "id": _("What tells the decision from all others, for good"),
    "address": _("Its page, in the language of the address"),
    "title": _("What was decided, in the language in which it was put"),
    "language": _("Code of that language"),
    "kind": _("Code of the rung of the ladder; empty where it stands on none"),
    "kind_words": _("The same in words, in the language of the address"),
    "outcome": _("What came of it: adopted, not_adopted, returned, escalated, lapsed or consulted"),
    "outcome_words": _("The same in a sentence, in the language of the address"),
    "decided_on": _("Day on which it was decided, in UTC"),
    "decided_at": _("Instant at which it was decided, in UTC; empty for what was entered later"),
    "who": _("Who decided"),
    "how": _("The rule in plain words, or of what was entered later how it was decided"),
    "agree": _("How many agreed; this number and those after it are empty where they are not told"),
    "against": _("How many were against it without objecting"),
    "objections": _("How many objected"),
    "stand_aside": _("How many stood aside"),
    "abstain": _("How many abstained"),
    "answered": _("How many answered"),
    "entitled": _("How many were entitled to decide"),
    "conditions": _("Each condition of the rule, met or missing, as far as it is told"),
    "text_version": _("Number of the version that was decided on; empty where there was no text"),
    "text_sha256": _("SHA-256 of its authoritative wording"),
    "text_address": _("Where that version can be read; empty where it is not public"),
    "dissociated": _("Who dissociated from it, as far as they are named in public and the rule says so"),
    "disagreement": _("The disagreement that remained"),
    "review_on": _("Day on which it is looked at again"),
    "entered_later_from": _("Of what was entered later: its source"),
}

_COUNTS = ("agree", "against", "objections", "stand_aside", "abstain", "answered", "entitled")


def csv_of(site: Site) -> bytes:
    """Return the register as CSV in UTF-8, safe to be opened with a spreadsheet program."""
    return write_csv(list(COLUMNS), [[_cell(value) for value in one.values()] for one in records(site)])


def json_of(site: Site) -> bytes:
    """Return the same as JSON, with the rules as data, the newest seal, and what each column means."""
    seal = seals.newest(site.coalition)
    told: dict[str, Any] = {
        "coalition": site.name,
        "language": languages.current(),
        "page": whole(site.decisions.register()),
        "seal": {"sha256": seal.words, "on": seal.on.isoformat(), "check": seal.command} if seal else None,
        "columns": [{"name": name, "description": str(said)} for name, said in COLUMNS.items()],
        "decisions": list(records(site, with_rules=True)),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def records(site: Site, *, with_rules: bool = False) -> Iterator[dict[str, Any]]:
    """Yield one row for each decision, the newest first; a constant number of queries."""
    for entry in public.whole(site.coalition):
        yield _record(site, entry) | ({"rule": entry.decision.rule or None} if with_rules else {})


def _record(site: Site, entry: public.Entry) -> dict[str, Any]:
    one, text, rule = entry.decision, text_of(site, entry.decision), entry.rule
    is_counted = entry.report is not None and not entry.too_few and not entry.withheld
    told = {
        "id": str(one.pk),
        "address": whole(site.decisions.decision(one.pk)),
        "title": one.title,
        "language": one.language,
        "kind": one.rung_code,
        "kind_words": words.kind(one.rung_code, site.rungs, site.called),
        "outcome": one.state,
        "outcome_words": words.outcome(one),
        "decided_on": one.on.isoformat(),  # type: ignore[attr-defined]
        "decided_at": _instant(one.closed_at),
        "who": words.who(one.body, one.region, site.called) if rule else "",
        "how": sentences.sentence(rule) if rule else one.decided_how,
        **{name: getattr(entry.report, name) if is_counted else None for name in _COUNTS},
        "conditions": [f"{_now('Met.') if said.is_met else _now('Missing.')} {said.words}" for said in words.asked(entry)],
        "text_version": one.version.number if one.version else None,
        "text_sha256": text.digest if text else "",
        "text_address": whole(text.address) if text and text.address else "",
        "dissociated": [organisation.name for organisation in entry.apart],
        "disagreement": one.disagreement,
        "review_on": one.review_on.isoformat() if one.review_on else "",
        "entered_later_from": one.source if one.entered_at else "",
    }
    return {name: told[name] for name in COLUMNS}


def _instant(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


def _cell(value: Any) -> Any:
    return " | ".join(value) if isinstance(value, list) else value
