"""The status of a treaty to be taken along by programs: one row for each state, as CSV and as JSON, on any day.

``docs/reference/treaty-files.md`` documents the columns; their names are the same in every language, so that a program may rely
on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.diplomacy.queries.instruments import participant_name, title_of
from commoncall.diplomacy.queries.status import acts
from commoncall.diplomacy.rules.entry import in_force_for
from commoncall.diplomacy.rules.status import Course, Standing
from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.tables.writing import write_csv
from commoncall.web.site.places import whole
from commoncall.web.treaties.words import standing as standing_words

if TYPE_CHECKING:
    from commoncall.diplomacy.models import DepositaryAct
    from commoncall.web.treaties.treaty import Treaty

#: Each column, and what stands in it.
COLUMNS: dict[str, Promise] = {
    "code": gettext_lazy("ISO 3166-1 alpha-2 code; EU for the European Union"),
    "alpha3": gettext_lazy("ISO 3166-1 alpha-3 code; empty for who is no state"),
    "m49": gettext_lazy("Code in M49, the list of the United Nations; empty for who is no state"),
    "name": gettext_lazy("Name, in the language of the address"),
    "region": gettext_lazy("Part of the world as M49 has it, in the language of the address"),
    "standing": gettext_lazy("How it stands on the day: party, signatory, left or none"),
    "standing_words": gettext_lazy("The same in words, in the language of the address"),
    "signed_on": gettext_lazy("Day of its signature"),
    "consent": gettext_lazy(
        "Kind of act by which it consented to be bound: ratification, acceptance, approval, accession, succession or consent; the last one, where"
        " there were several"
    ),
    "consent_on": gettext_lazy("Day on which that act was deposited"),
    "in_force_on": gettext_lazy("Day on which the treaty entered, or enters, into force for it by that act"),
    "left_on": gettext_lazy("Day on which its withdrawal took or takes effect; empty where the source does not say"),
    "source": gettext_lazy("Where its last act was taken from"),
    "source_url": gettext_lazy("Address of that source"),
    "as_of": gettext_lazy("Day of that source"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One state on a day. What is not so on that day is empty."""

    code: str
    alpha3: str
    m49: str
    name: str
    region: str
    standing: str
    standing_words: str
    signed_on: str
    consent: str
    consent_on: str
    in_force_on: str
    left_on: str
    source: str
    source_url: str
    as_of: str


def csv_of(treaty: Treaty, day: date) -> bytes:
    """Return the rows as CSV in UTF-8, safe to be opened with a spreadsheet program."""
    return write_csv(list(COLUMNS), [list(asdict(one).values()) for one in records(treaty, day)])


def json_of(treaty: Treaty, day: date) -> bytes:
    """Return the same as JSON, with what is to be known of the whole: the treaty, the day, the source, the counts and the columns."""
    kept, counts = treaty.instrument, treaty.timeline.counts(day)
    whole_of_it: dict[str, Any] = {
        "treaty": {
            "code": kept.code,
            "name": treaty.name,
            "title": title_of(kept),
            "reference": kept.reference,
            "depositary": kept.depositary,
            "adopted_on": _day(kept.adopted_on),
            "in_force_on": _day(treaty.status.entry_on),
        },
        "on": day.isoformat(),
        "as_of": _day(kept.as_of),
        "source": {"name": kept.source, "url": treaty.source["address"]},
        "rights": rights(),
        "language": languages.current(),
        "page": whole(treaty.places.treaty() if day == treaty.today else treaty.places.on(day)),
        "counts": {name: getattr(counts, name) for name in ("parties", "signatories", "signatures", "signed_only", "withdrawn")},
        "columns": [{"name": name, "description": str(words)} for name, words in COLUMNS.items()],
        "states": [asdict(one) for one in records(treaty, day)],
    }
    return (json.dumps(whole_of_it, ensure_ascii=False, indent=1) + "\n").encode()


def rights() -> str:
    """Return what may be done with the facts."""
    return _("These are facts that the depositary publishes, and nobody owns them. Whoever passes them on names the depositary and the day.")


def records(treaty: Treaty, day: date) -> Iterator[Record]:
    """Yield one row for each state in the order of the language, then one for each participant that is no state. One query."""
    sources = _sources(treaty)
    states = countries.states()
    regions: dict[str, str] = {}
    for one in countries.all_named():
        if one.code in states:
            facts = countries.facts_of(one.code)
            region = regions.setdefault(facts.subregion, countries.region_name(facts.subregion))
            yield _record(treaty, day, (one.code, facts.alpha3, facts.m49, one.name, region), sources)
    for code in treaty.participants:
        yield _record(treaty, day, (code, "", "", participant_name(code), ""), sources)


def _record(treaty: Treaty, day: date, who: tuple[str, str, str, str, str], sources: dict[str, DepositaryAct]) -> Record:
    code = who[0]
    course = treaty.timeline.courses.get(code) or Course(code, (), ())
    standing, signed = course.standing(day), course.signed(day)
    consent = next((act for act in reversed(course.acts) if act.binds and act.on <= day), None)
    in_force = in_force_for(treaty.timeline.terms, treaty.status.entry_on, consent) if consent else None
    last, kept = sources.get(code), treaty.instrument
    return Record(
        *who,
        standing=standing.value,
        standing_words=standing_words(standing.value),
        signed_on=_day(signed.on if signed else None),
        consent=consent.kind.value if consent else "",
        consent_on=_day(consent.on if consent else None),
        in_force_on=_day(in_force),
        left_on=_day(_left_on(course, standing, day)),
        source=(last.source if last else "") or kept.source,
        source_url=(last.source_url if last else "") or kept.source_url,
        as_of=_day((last.as_of if last else None) or kept.as_of),
    )


def _left_on(course: Course, standing: Standing, day: date) -> date | None:
    """Return when a withdrawal that was known on that day took or takes effect."""
    known = standing is Standing.LEFT or any(act.kind.value == "withdrawal" and act.on <= day for act in course.acts)
    return course.left_on if known else None


def _sources(treaty: Treaty) -> dict[str, DepositaryAct]:
    """Return the last act of each participant, which names its source."""
    return {act.participant: act for act in acts(treaty.instrument)}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
