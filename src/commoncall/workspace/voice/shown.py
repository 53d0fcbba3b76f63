"""One letter as its reader sees it: its words, to whom, until when, who signs, and what the reader may do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commoncall.kernel import languages, time
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.voice import permissions
from commoncall.voice.queries import deliveries, letters, reading, signatures
from commoncall.voice.queries.signatures import Line
from commoncall.web.moments import exactly
from commoncall.workspace.decisions import instants
from commoncall.workspace.drafts import pages
from commoncall.workspace.voice import deeds, own, picture, words

if TYPE_CHECKING:
    from commoncall.drafting.models import Version
    from commoncall.kernel.authority import Actor
    from commoncall.voice.models import Delivery, Letter

#: So many names stand on the page of the letter; all of them have a page of their own.
MOST_NAMES = 90


@dataclass(frozen=True)
class Land:
    """Those of one country who signed, by name."""

    name: str
    lines: Sequence[Line]


def head(actor: Actor, letter: Letter) -> dict[str, Any]:
    """Return what the head of every page about a letter says."""
    label = label_of(letter)
    return {
        "letter": letter,
        "title": letter.version.text.title,
        "title_language": letter.version.text.language,
        "label": label,
        "label_words": LABEL_SENTENCES[label],
        "stands": words.stands(letter),
        "may_lead": permissions.may_prepare(actor, letter.coalition).allowed,
    }


def label_of(letter: Letter) -> Label:
    """Return who may read a letter: the public once a public one is open, until then whoever may read its text."""
    is_out = letter.is_public and letter.state in {"open", "closed"}
    return Label.CLEAR if is_out else Label(letter.version.text.label)


def page(actor: Actor, letter: Letter, language: str = "") -> dict[str, Any]:
    """Return what the page of a letter shows to its reader; a constant number of queries."""
    lines = signatures.lines(actor, letter)
    batches = deliveries.of_letter(letter)
    return (
        head(actor, letter)
        | worded(letter.version, language)
        | {
            "copies": letter.copies.splitlines(),
            "who": words.who_may(letter),
            "export_forms": pages.EXPORTS,
            "batch_facts": [(words.batch(one), words.batch_stands(one)) for one in batches],
            "may_download": permissions.DOWNLOAD.verdict(actor).allowed,
            "renewal": letters.visible_to(actor).filter(former=letter).first(),
            **clock(letter),
            **own.panel(actor, letter, lines),
            **deeds.of(actor, letter, batches),
        }
        | signed(actor, letter, lines, batches)
    )


def worded(version: Version, language: str) -> dict[str, Any]:
    """Return the words of a version in the language that is wanted, else in the reader's, else in the authoritative one."""
    read = reading.read(version, language or languages.current())
    spoken = [(code, languages.endonym(code), code == read.authoritative) for code in read.languages]
    return {
        "read": read,
        "title": read.title,
        "title_language": read.language,
        "version": version,
        "spoken": spoken if len(spoken) > 1 else (),
        "direction_of_words": languages.direction(read.language),
        "authoritative": languages.name_of(read.authoritative, languages.current()) if read.is_translation else "",
    }


def signed(actor: Actor, letter: Letter, lines: Sequence[Line], batches: Sequence[Delivery]) -> dict[str, Any]:
    """Return who has signed, in words, as a picture and by country."""
    total, named = signatures.said(actor, [letter])[letter.pk], [one for one in lines if one.is_named]
    lands = {one.country_code for one in named} - {""}
    codes = [one.country_code for one in named] + [""] * (total - len(named))
    asked = [one.membership.country_id or "" for one in signatures.waiting(actor, letter)] if _may_follow(actor, letter) else []
    begin, end = letter.opened_at, letter.closed_at or min(filter(None, (letter.closes_at, time.now())))
    return {
        "total": total,
        "signed": words.signed_from(total, len(lands)),
        "parts": picture.by_region(codes, asked) if total else [],
        "course": picture.over_time([one.signed_at for one in named if one.signed_at], begin, end, [one.made_up_at for one in batches])
        if begin
        else None,
        "lands": by_country(named[:MOST_NAMES]),
        "unnamed": total - len(named),
        "more": max(len(named) - MOST_NAMES, 0),
        "counts_asked": bool(asked),
    }


def _may_follow(actor: Actor, letter: Letter) -> bool:
    """Whether the reader follows who has not signed yet: then the picture shows their strokes too, hollow."""
    return letter.state == "open" and permissions.may_prepare(actor, letter.coalition).allowed


def by_country(lines: Iterable[Line]) -> list[Land]:
    """Return those who signed by country, in the order of the countries' names, those of none last; within, by name."""
    found: dict[str, list[Line]] = defaultdict(list)
    for one in lines:
        found[one.country_code].append(one)
    named = {code: countries.name(code, form="plain") if code else "" for code in found}
    place = {one.code: at for at, one in enumerate(countries.all_named(form="plain"))}
    ordered = sorted(found, key=lambda code: (not code, place.get(code, 0), code))
    return [Land(named[code], found[code]) for code in ordered]


def clock(letter: Letter) -> dict[str, Any]:
    """Return the time that is left to sign, where an open letter has an end."""
    now = time.now()
    if letter.state == "open" and letter.closes_at is not None and letter.closes_at > now:
        sentence = words.last_instant(exactly(letter.closes_at))
        return {"clock": instants.until(letter.closes_at, sentence, now)}
    return {}
