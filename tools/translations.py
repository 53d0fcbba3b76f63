"""Collect what is marked for translation, keep the catalogues in step, compile them, and tell what is missing.

    tools/translations.py            collect and compile
    tools/translations.py --check    change nothing; fail where something is missing or out of step

GNU gettext is not needed: Django's own reader of templates and Babel do the work.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "commoncall"
LOCALE = SOURCE / "locale"
#: The languages of the workspace besides English: their catalogues hold everything.
LANGUAGES = ("fr", "ar")
#: The further languages of the public pages: their catalogues hold what these pages and their mails say, and nothing else.
PUBLIC_LANGUAGES = ("es", "ru", "zh_Hans")

#: What must be complete in every language: public pages, signing in, mails, and the frame around them.
COMPLETE = (
    *("public/", "web/", "procedures/", "design/", "workspace/you/", "workspace/templates/workspace/you/"),
    *("kernel/accounts/", "kernel/countries/", "kernel/outbox/", "kernel/authority.py", "kernel/labels.py", "kernel/parties/naming.py"),
)
#: What public pages say, and the mails to whoever endorses or applies: whole in each of the six languages.
PUBLIC = (
    *(
        f"{folder}{name}/"
        for folder in ("public/", "public/templates/public/")
        for name in ("apply", "decisions", "endorse", "mail", "site", "treaties", "voice")
    ),
    *("web/", "design/", "kernel/countries/", "kernel/files/", "kernel/outbox/", "kernel/text/", "kernel/parties/naming.py"),
    *("kernel/labels.py", "kernel/languages.py", "kernel/refusals.py", "kernel/accounts/actions/limits.py"),
    *("call/actions/endorsers/", "call/queries/", "call/rules/", "call/kinds.py", "call/models.py", "leadership/models.py"),
    *("decisions/models.py", "decisions/history/ladder.py"),
    *(f"decisions/sentences/{name}.py" for name in ("details", "names", "numbers", "outcomes", "quorums", "rules")),
    *("voice/actions/outside/", "voice/queries/choices.py", "voice/queries/documents.py", "voice/words.py", "voice/models.py"),
    *("membership/actions/applying/filling.py", "membership/models/applying.py", "membership/rules/applying.py", "membership/kinds.py"),
    "membership/history/words.py",
    *(
        "membership/queries/applicants.py",
        "membership/queries/choices.py",
        "diplomacy/models.py",
        "diplomacy/queries/",
        "diplomacy/actions/remarks.py",
    ),
    *("procedures/applying.py", "procedures/outside_endorsements.py", "procedures/letters.py", "procedures/rushes.py", "procedures/remarks.py"),
    *("procedures/outside_signatures.py", "procedures/own_links.py"),
    *("procedures/admission/deciding.py", "procedures/admission/telling.py"),
    *(f"procedures/templates/mail/{name}" for name in ("_frame", "admitted", "declined", "endorser_", "remark_", "signer_")),
    *(f"procedures/templates/mail/application_{name}" for name in ("again", "contact", "fading", "link", "received")),
)
NOT_NEEDED = ("design/templates/design/patterns/", "design/patterns.py", "design/samples.py", "design/views.py")

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def sources() -> Iterator[Path]:
    """Return the files that may hold text for people."""
    for path in sorted(SOURCE.rglob("*")):
        if (
            path.suffix in {".py", ".html", ".txt"}
            and "migrations" not in path.parts
            and "__pycache__" not in path.parts
            and "data" not in path.parts
        ):
            yield path


def collected() -> Catalog:
    """Return a catalogue of every marked text, with the files it stands in (without lines, so that it changes only with the words)."""
    catalog = Catalog(project="Commoncall", charset="utf-8")
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = templatize(text, origin=str(path))
        for _line, message, comments, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=("Translators:",)):
            name = str(path.relative_to(SOURCE))
            flags = {"python-format"} if "%(" in str(message) else set()
            catalog.add(message, locations=[(name, 0)], auto_comments=comments, context=context, flags=flags)
    return catalog


def catalogue(language: str) -> Path:
    """Return where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def updated(language: str, template: Catalog) -> Catalog:
    """Return a language's catalogue brought into step with the collected texts."""
    path = catalogue(language)
    if path.exists():
        with path.open("rb") as stored:
            catalog = read_po(stored, locale=language)
    else:
        catalog = Catalog(locale=language, project="Commoncall", charset="utf-8")
    catalog.update(template, no_fuzzy_matching=True, keep_user_comments=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """Return a catalogue as text, without dates, so that equal content gives equal bytes."""
    written = io.BytesIO()
    write_po(written, catalog, omit_header=False, sort_output=True, include_lineno=False, width=120)
    lines = written.getvalue().decode().splitlines()
    changing = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Language-Team', "# FIRST AUTHOR", '"Report-Msgid')
    kept = [line for line in lines if not line.startswith(changing)]
    return ("\n".join(kept) + "\n").encode()


def as_mo(po: bytes, language: str) -> bytes:
    """Return a catalogue as the program reads it."""
    catalog = read_po(io.BytesIO(po), locale=language)
    # Without a date in the text Babel puts in the minute of today, and equal words would give unequal bytes.
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    written = io.BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def within(message: Message, prefixes: tuple[str, ...]) -> list[str]:
    """Return the files under some prefixes in which a text stands."""
    return [place for place, _line in message.locations if place.startswith(prefixes) and not place.startswith(NOT_NEEDED)]


def for_language(language: str, template: Catalog) -> Catalog:
    """Return what a language's catalogue is to hold: all, or what public pages say."""
    if language not in PUBLIC_LANGUAGES:
        return template
    public = Catalog(project="Commoncall", charset="utf-8")
    for message in template:
        if message.id and (places := within(message, PUBLIC)):
            locations = [(place, 0) for place in places]
            public.add(message.id, locations=locations, auto_comments=message.auto_comments, context=message.context, flags=message.flags)
    return public


def missing(catalog: Catalog, prefixes: tuple[str, ...]) -> list[str]:
    """Return the texts that must be translated and are not, each with where it stands."""
    found = []
    for message in catalog:
        places = within(message, prefixes)
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and places and not all(words):
            found.append(f"{places[0]}: {message.id if isinstance(message.id, str) else message.id[0]}")
    return found


def main(check: bool) -> int:
    """Collect and compile, or check; return the number of problems."""
    everything = collected()
    problems = 0
    for language in (*LANGUAGES, *PUBLIC_LANGUAGES):
        template = for_language(language, everything)
        po = as_po(updated(language, template))
        mo = as_mo(po, language)
        path = catalogue(language)
        if check:
            stale = not path.exists() or path.read_bytes() != po or path.with_suffix(".mo").read_bytes() != mo
            if stale:
                print(f"{language}: the catalogue is out of step; run tools/translations.py")
                problems += 1
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(po)
            path.with_suffix(".mo").write_bytes(mo)
        untranslated = missing(read_po(io.BytesIO(po), locale=language), PUBLIC if language in PUBLIC_LANGUAGES else COMPLETE)
        problems += len(untranslated)
        for one in untranslated if check or "--list" in sys.argv else untranslated[:3]:
            print(f"{language}: not translated: {one}")
        total = sum(1 for message in template if message.id)
        done = sum(
            1
            for message in read_po(io.BytesIO(po), locale=language)
            if message.id and message.string and all(message.string if isinstance(message.string, tuple) else (message.string,))
        )
        print(f"{language}: {done} of {total} texts translated, {len(untranslated)} missing where it must be complete")
    return problems


if __name__ == "__main__":
    sys.exit(1 if main("--check" in sys.argv) and "--check" in sys.argv else 0)
