"""Making the words of a mail: plain text and its twin in HTML, from one source, in the reader's language.

A source is ``mail/<template>.txt``: headers (``Subject:``, and ``Kind:`` for the words over the rule), an empty line, and a body
in Markdown with one line to a paragraph. In what is filled in, Markdown means nothing: a name cannot become a link.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import css_inline
import nh3
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox import queries as stopping
from commoncall.kernel.outbox.actions import Envelope
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Coalition

_TAGS = {"p", "br", "a", "ul", "ol", "li", "strong", "em", "blockquote", "code", "h2"}
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Letter:
    """The words of one mail."""

    subject: str
    text: str
    html: str


def compose(template: str, context: Mapping[str, Any], *, language: str, coalition: Coalition | None = None, to: str = "") -> Letter:
    """Write a mail from ``mail/<template>.txt`` in a language.

    ``context`` holds plain values alone (text, numbers, lists and mappings of these): nothing is asked of the database on the
    way. With a coalition and the address that it goes to, the foot holds the link on which its owner stops such mails.
    """
    with translation.override(language):
        shared = _frame(language, coalition, to)
        plain = _render(template, _checked({**shared, **context}, quoted=False))
        marked = _render(template, _checked({**shared, **context}, quoted=True))
        subject, kind, body = _parted(plain)
        title, text = _titled(subject, body)
        frame = {**shared, "subject": subject, "kind": kind, "title": title}
        _subject, _kind, marked_body = _parted(marked)
        html = _as_html(_titled("", marked_body)[1])
        return Letter(subject, _filled("_frame.txt", {**frame, "text": _as_plain(text)}), _inlined(_filled("_frame.html", {**frame, "html": html})))


def send(
    kind: str, template: str, context: Mapping[str, Any], *, to: str, language: str, coalition: Coalition | None = None, by: Actor, **more: Any
) -> Message:
    """Compose a mail and put it into the outbox; ``more`` are further fields of ``outbox.actions.post``."""
    return outbox.post_all([enveloped(kind, template, context, to=to, language=language, coalition=coalition, **more)], coalition=coalition, by=by)[0]


def enveloped(
    kind: str, template: str, context: Mapping[str, Any], *, to: str, language: str, coalition: Coalition | None = None, **more: Any
) -> Envelope:
    """Compose a mail and return it ready for ``outbox.actions.post_all``, for deeds that write to many."""
    letter = compose(template, context, language=language, coalition=coalition, to="" if more.get("is_secret") else to)
    return Envelope(kind, to, letter.subject, letter.text, letter.html, language, **more)


def language_for(*wanted: str) -> str:
    """Return the first of some languages in which all mails are written, else the installation's own."""
    offered = dict(settings.LANGUAGES)
    return next((code for code in wanted if code in offered), settings.LANGUAGE_CODE)


def language_outside(*wanted: str) -> str:
    """Return the first of some languages in which we write to whoever endorses or applies, else the installation's own."""
    return next((code for one in wanted if (code := languages.in_public(one))), settings.LANGUAGE_CODE)


def _frame(language: str, coalition: Coalition | None, to: str) -> dict[str, str]:
    return {
        "coalition": languages.pick(coalition.names, language, fallback=coalition.language) or coalition.name if coalition else "",
        "installation": settings.ADDRESS,
        "coalition_address": f"{settings.ADDRESS}/{coalition.slug}/" if coalition else settings.ADDRESS,
        "stop_address": stopping.stop_address(coalition.id, to) if coalition and to else "",
    }


def _render(template: str, context: Mapping[str, Any]) -> str:
    # What is escaped is Markdown's own signs, and only for the HTML: see ``_quoted``.
    source: Any = get_template(f"mail/{template}.txt")
    return str(source.template.render(Context(dict(context), autoescape=False))).strip()


def _filled(frame: str, context: Mapping[str, str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", get_template(f"mail/{frame}").render(dict(context))).strip() + "\n"


def _checked(value: Mapping[str, Any], *, quoted: bool) -> dict[str, Any]:
    return {key: _plain(one, quoted=quoted) for key, one in value.items()}


def _plain(value: Any, *, quoted: bool) -> Any:
    match value:
        case str() | Promise():
            return _quoted(str(value)) if quoted else str(value)
        case Mapping():
            return _checked(value, quoted=quoted)
        case list() | tuple():
            return [_plain(one, quoted=quoted) for one in value]
        case None | bool() | int() | float():
            return value
    raise TypeError(f"a mail is written from plain values, not from {type(value).__name__}")


def _quoted(text: str) -> str:
    """Return text so that Markdown shows it as it is. Our own addresses stay, so that they can be linked to."""
    if re.fullmatch(re.escape(settings.ADDRESS) + r"/[^\s<>()\\]*", text):
        return text
    return "\n".join(_PUNCTUATION.sub(r"\\\1", line.strip()) for line in text.splitlines())


def _parted(source: str) -> tuple[str, str, str]:
    head, _empty, body = source.partition("\n\n")
    headers = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    return headers.get("Subject", ""), headers.get("Kind", ""), body.strip()


def _titled(subject: str, body: str) -> tuple[str, str]:
    """Return the title (a first line that begins with #, else the subject) and what follows it."""
    if not body.startswith("# "):
        return subject, body
    title, _newline, rest = body.partition("\n")
    return title[2:].strip(), rest.strip()


def _as_plain(body: str) -> str:
    """Return the body as plain text with the same words: a link is its words and then its address."""
    # Translators: what a link in a mail is called, with its address on the next line.
    over = _("%(words)s:")
    body = re.sub(r"^\[([^\]\n]+)\]\((\S+)\)$", lambda link: f"{over % {'words': link[1]}}\n{link[2]}", body, flags=re.MULTILINE)
    body = re.sub(r"\[([^\]\n]+)\]\((\S+)\)", r"\1 (\2)", body)
    return re.sub(r"^`([^`\n]+)`$", r"    \1", body, flags=re.MULTILINE)


def _as_html(body: str) -> str:
    html = nh3.clean(_markdown().render(body), tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel=None)
    html = re.sub(r"<p>(<a) (href=\"[^\"]*\">[^<]*</a>)</p>", r'<p>\1 class="deed" \2</p>', html)
    return re.sub(r"<p><code>([^<]*)</code></p>", r'<p class="code">\1</p>', html)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True})


def _inlined(html: str) -> str:
    return _inliner().inline(html)


@cache
def _inliner() -> css_inline.CSSInliner:
    # What depends on the reader's screen cannot be written into elements and stays in the head.
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
