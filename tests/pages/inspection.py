"""What can be said of a page from its markup alone: whether it is valid, and whether everybody can use it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

import html5lib

Element = Any
XLINK = "{http://www.w3.org/1999/xlink}"
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}


class Inspected:
    """A page that was read as a browser reads it."""

    def __init__(self, html: str) -> None:
        self.html = html
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.root: Element = parser.parse(html)
        self.errors = parser.errors

    @cached_property
    def elements(self) -> list[Element]:
        """Every element, in the order of the page."""
        return [one for one in self.root.iter() if isinstance(one.tag, str)]

    def all(self, *tags: str) -> list[Element]:
        """Return the elements of some kinds."""
        return [one for one in self.elements if one.tag in tags]

    @cached_property
    def ids(self) -> list[str]:
        """The identifier of each element that has one."""
        return [one.get("id") for one in self.elements if one.get("id") is not None]

    @cached_property
    def parents(self) -> dict[Element, Element]:
        """The element around each element."""
        return {inner: outer for outer in self.elements for inner in outer}

    def around(self, element: Element) -> Iterator[Element]:
        """Yield the elements around one, from the inside outward."""
        while element in self.parents:
            element = self.parents[element]
            yield element


def words(element: Element) -> str:
    """Return the text within an element, with blanks tidied."""
    return " ".join("".join(element.itertext()).split())


def problems(html: str) -> list[str]:
    """Return everything that is wrong with a page, in words; nothing is wrong with a good one."""
    page = Inspected(html)
    checks = (validity, language, headings, identifiers, controls, names, pictures, foreign, inline, nesting)
    return [found for check in checks for found in check(page)]


def validity(page: Inspected) -> Iterator[str]:
    """The markup follows the standard's grammar."""
    for place, code, facts in page.errors:
        yield f"invalid at line {place[0]}: {code} {facts}"


def language(page: Inspected) -> Iterator[str]:
    """The page says in which language it is written and which way that runs."""
    html = page.all("html")[0]
    if not html.get("lang"):
        yield "html has no lang"
    if html.get("dir") not in {"ltr", "rtl"}:
        yield "html has no dir"
    title = page.all("title")
    if len([one for one in title if one not in page.all("svg")]) < 1 or not words(title[0]):
        yield "no title"
    elif words(title[0]).startswith("·"):
        yield f"the title names the site alone: {words(title[0])}"


def headings(page: Inspected) -> Iterator[str]:
    """One first heading, and no level left out on the way down."""
    found = page.all("h1", "h2", "h3", "h4", "h5", "h6")
    levels = [int(one.tag[1]) for one in found]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} elements h1"
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield f"headings skip a level: {levels}"
    for one in found:
        if not words(one):
            yield f"an empty {one.tag}"


def identifiers(page: Inspected) -> Iterator[str]:
    """Each identifier is there once, and whatever points to one points to something."""
    for identifier, times in Counter(page.ids).items():
        if times > 1:
            yield f"id {identifier} {times} times"
        if not identifier or re.search(r"\s", identifier):
            yield f"id {identifier!r}"
    known = set(page.ids)
    for one in page.elements:
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "popovertarget", "headers", "form"):
            for wanted in (one.get(attribute) or "").split():
                if wanted not in known:
                    yield f"{one.tag} {attribute}={wanted} points to nothing"
        address = one.get("href") or ""
        if one.tag == "a" and len(address) > 1 and address.startswith("#") and address[1:] not in known:
            yield f"a href={address} points to nothing"


def controls(page: Inspected) -> Iterator[str]:
    """Each control has a label that people see or hear, and each form of its own says how it is sent."""
    labelled = {one.get("for") for one in page.all("label") if words(one)}
    for one in page.all("input", "select", "textarea"):
        if one.tag == "input" and one.get("type", "text") in UNLABELLED:
            continue
        wrapped = any(outer.tag == "label" and words(outer) for outer in page.around(one))
        if not (wrapped or one.get("id") in labelled or one.get("aria-label") or one.get("aria-labelledby")):
            yield f"{one.tag} name={one.get('name')} has no label"
    for one in page.all("fieldset"):
        if not any(inner.tag == "legend" and words(inner) for inner in one) and not one.get("aria-label") and not one.get("aria-labelledby"):
            yield "fieldset without legend"
    for one in page.all("form"):
        sent = (one.get("method") or "get").lower()
        tokens = [inner for inner in one.iter("input") if inner.get("name") == "csrfmiddlewaretoken"]
        if sent == "post" and not tokens:
            yield f"form to {one.get('action')} has no token against forgery"
        if sent == "get" and tokens:
            yield f"form to {one.get('action')} puts its token into the address"
        if any(inner.get("type") == "file" for inner in one.iter("input")) and one.get("enctype") != "multipart/form-data":
            yield f"form to {one.get('action')} loses its files"


def names(page: Inspected) -> Iterator[str]:
    """Whatever can be pressed has a name."""
    for one in page.all("a", "button", "summary"):
        if one.tag == "a" and one.get("href") is None:
            continue
        pictured = any(inner.get("alt") or inner.get("aria-label") or inner.tag == "title" for inner in one.iter())
        if not words(one) and not one.get("aria-label") and not one.get("aria-labelledby") and not pictured:
            yield f"{one.tag} {one.get('href') or one.get('name') or ''} has no words"
        if one.tag == "a" and not one.get("href"):
            yield f"a «{words(one)}» leads nowhere"
    for one in page.all("table"):
        if not any(inner.tag == "caption" and words(inner) for inner in one) and not one.get("aria-label") and not one.get("aria-labelledby"):
            yield "table without caption"
        if not any(inner.tag == "th" for inner in one.iter()):
            yield "table without header cells"


def pictures(page: Inspected) -> Iterator[str]:
    """A picture says what it shows, or that it shows nothing that needs words."""
    for one in page.all("img"):
        if one.get("alt") is None:
            yield f"img {one.get('src')} has no alt"
    for one in page.elements:
        if one.tag.endswith("}svg") or one.tag == "svg":
            hidden = one.get("aria-hidden") == "true" or any(
                outer.get("aria-hidden") == "true" or outer.get("role") == "img" for outer in page.around(one)
            )
            if not hidden and not one.get("aria-label") and not one.get("aria-labelledby") and one.get("role") != "img":
                yield "svg neither named nor hidden"


def foreign(page: Inspected) -> Iterator[str]:
    """The page fetches nothing from elsewhere. Links to elsewhere tell the other side nothing of where they stood."""
    for one in page.elements:
        for attribute in ("src", "srcset", "data", "poster", f"{XLINK}href", "action", "formaction"):
            if re.match(r"\s*(?:https?:)?//", one.get(attribute) or ""):
                yield f"{one.tag} {attribute}={one.get(attribute)} is elsewhere"
        if one.tag == "link" and re.match(r"\s*(?:https?:)?//", one.get("href") or "") and one.get("rel") not in {"canonical", "alternate"}:
            yield f"link {one.get('href')} is elsewhere"
        if one.tag in {"iframe", "object", "embed", "base"}:
            yield f"{one.tag} on the page"


def inline(page: Inspected) -> Iterator[str]:
    """No style and no script stands in the page itself, since its policy forbids both."""
    for one in page.elements:
        if one.tag == "style" or one.get("style") is not None:
            yield f"style in the page, at {one.tag}"
        if one.tag == "script" and not one.get("src") and one.get("type") != "application/json":
            yield "script in the page"
        for attribute in one.keys():  # noqa: SIM118 - an element iterates over what is in it, not over its attributes
            if attribute.lower().startswith("on"):
                yield f"{one.tag} {attribute}=…"
        if re.match(r"\s*javascript:", one.get("href") or "", re.IGNORECASE):
            yield f"a script as address: {one.get('href')}"


INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "details", "summary"}


def nesting(page: Inspected) -> Iterator[str]:
    """Nothing that can be pressed stands in something else that can be pressed; forms do not stand in forms."""
    for one in page.elements:
        outer = {other.tag for other in page.around(one)}
        if one.tag in {"a", "button"} and outer & {"a", "button"}:
            yield f"{one.tag} within {sorted(outer & {'a', 'button'})}"
        if one.tag in {"div", "p", "ul", "h1", "h2", "h3", "section", "table"} and outer & {"button", "p"} and one.tag not in {"p"}:
            yield f"{one.tag} within {sorted(outer & {'button', 'p'})}"
    mains = [one for one in page.all("main") if one.get("hidden") is None]
    if len(mains) != 1:
        yield f"{len(mains)} elements main"
    for one in page.all("nav"):
        if len(page.all("nav")) > 1 and not (one.get("aria-label") or one.get("aria-labelledby")):
            yield "one of several nav has no name"
