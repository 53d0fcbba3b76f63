"""Read a document that somebody sent or pasted: Word (DOCX), Markdown, plain text, text out of a web page."""

from __future__ import annotations

from commoncall.kernel.documents import plain
from commoncall.kernel.documents.gathering import Gathering, Limits, Note, Read
from commoncall.kernel.documents.kinds import Kind, kind_of
from commoncall.kernel.documents.markdown import reading as of_markdown
from commoncall.kernel.documents.refusals import DocumentRefused
from commoncall.kernel.documents.web import reading as of_web
from commoncall.kernel.documents.word import reading as of_word
from commoncall.kernel.tables.encodings import decode
from commoncall.kernel.tables.refusals import TableRefused

_MEGABYTE = 1024 * 1024


def read(content: bytes, name: str, *, language: str = "", limits: Limits | None = None) -> Read:
    """Read a file by what it holds; its name tells plain text from Markdown. Raises DocumentRefused.

    ``language`` is that of the text where it is known; else it is what the file says of itself, which may be nothing.
    """
    gathered = Gathering(limits or Limits())
    _refuse_size(content, gathered.limits)
    kind = kind_of(content, name)
    if kind is Kind.WORD:
        of_word.read(content, gathered)
        return gathered.read(language)
    text = _text(content, gathered)
    if kind is Kind.PAGE:
        of_web.read(text, gathered)
    elif kind is Kind.PLAIN:
        plain.read(text, gathered)
    else:
        of_markdown.read(text, gathered)
    return gathered.read(language)


def read_html(pasted: str, *, language: str = "", limits: Limits | None = None) -> Read:
    """Read what was pasted out of a web page or a word processor; only its text and structure remain. Raises DocumentRefused."""
    gathered = Gathering(limits or Limits())
    _refuse_size(pasted.encode("utf-8", errors="replace"), gathered.limits)
    of_web.read(pasted, gathered)
    return gathered.read(language)


def _refuse_size(content: bytes, limits: Limits) -> None:
    if len(content) > limits.file_size:
        raise DocumentRefused("too_large", size=-(-len(content) // _MEGABYTE), limit=limits.file_size // _MEGABYTE)
    if not content.strip():
        raise DocumentRefused("empty")


def _text(content: bytes, gathered: Gathering) -> str:
    """Return the characters of a text file; what holds zeros is no text."""
    if len(content) > 4 * gathered.limits.text_length:
        raise DocumentRefused("too_much_text", limit=gathered.limits.text_length)
    try:
        decoded = decode(content)
    except TableRefused as refusal:
        raise DocumentRefused("unknown_encoding" if refusal.code == "unknown_encoding" else "not_text") from refusal
    if "\0" in decoded.text:
        raise DocumentRefused("not_text")
    if len(decoded.text) > 2 * gathered.limits.text_length:
        raise DocumentRefused("too_much_text", limit=gathered.limits.text_length)
    if not decoded.certain:
        gathered.note("encoding_guessed", encoding=decoded.encoding)
    return decoded.text


__all__ = ["DocumentRefused", "Limits", "Note", "Read", "read", "read_html"]
