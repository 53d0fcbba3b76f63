"""News as a program follows it: an Atom feed (RFC 4287), whatever it tells of."""

from __future__ import annotations

import xml.etree.ElementTree as Tree
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from commoncall.kernel import languages
from commoncall.web.site.places import whole
from commoncall.web.xml import writable

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Entry:
    """One piece of news. ``key`` tells it from all others of the coalition for good."""

    key: str
    at: datetime
    title: str
    words: str
    address: str


@dataclass(frozen=True)
class Feed:
    """A coalition's feed: its key, title and author, where it and the page beside it are, since when, and its entries, the latest first."""

    coalition: Coalition
    key: str
    title: str
    author: str
    own: str
    page: str
    begun_at: datetime
    entries: Sequence[Entry]


def written(feed: Feed) -> bytes:
    """Return a feed as a file, in the language that is set."""
    root = Tree.Element("feed", {"xmlns": ATOM, LANG: languages.current()})
    _put(root, "id", _identifier(feed.coalition, f"{feed.key}-{languages.current()}"))
    _put(root, "title", feed.title)
    _put(root, "updated", _instant(feed.entries[0].at if feed.entries else feed.begun_at))
    Tree.SubElement(root, "link", {"rel": "self", "href": whole(feed.own)})
    Tree.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": whole(feed.page)})
    _put(Tree.SubElement(root, "author"), "name", feed.author)
    for entry in feed.entries:
        element = Tree.SubElement(root, "entry")
        _put(element, "id", _identifier(feed.coalition, entry.key))
        _put(element, "title", entry.title)
        _put(element, "updated", _instant(entry.at))
        _put(element, "summary", entry.words)
        Tree.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": whole(entry.address)})
    found: str = Tree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{found}\n'.encode()


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _identifier(coalition: Coalition, key: str) -> str:
    """Return a name that stays when titles, languages and addresses change (RFC 4151)."""
    return f"tag:{urlsplit(settings.ADDRESS).hostname},{coalition.created_at:%Y-%m-%d}:{coalition.pk}:{key}"


def _put(parent: Tree.Element, tag: str, words: str) -> None:
    Tree.SubElement(parent, tag).text = writable(words)
