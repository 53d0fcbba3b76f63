"""Names of the elements and attributes of Word documents."""

from __future__ import annotations

from lxml import etree

_MAIN = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    # Documents that are strict to the standard name their elements otherwise.
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_FORMULAS = ("http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math")
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PREFIXES = {**dict.fromkeys(_MAIN, "w"), **dict.fromkeys(_FORMULAS, "m"), _COMPATIBLE: "mc"}


def name(element: etree._Element) -> str:
    """Return the name of an element with its usual prefix, such as ``w:p``; empty for what has none of ours."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, _, local = tag[1:].rpartition("}")
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix else ""


def value(element: etree._Element, attribute: str = "val") -> str | None:
    """Return an attribute of Word's, or None."""
    for space in _MAIN:
        found: str | None = element.get(f"{{{space}}}{attribute}")
        if found is not None:
            return found
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the element that is reached through children of these names, or None."""
    for step in path:
        if element is None:
            return None
        element = next((one for one in element if name(one) == step), None)
    return element


def is_on(properties: etree._Element | None, name_of: str) -> bool | None:
    """Return whether a property such as ``w:b`` is set, or None where nothing is said of it."""
    found = child(properties, name_of)
    if found is None:
        return None
    return (value(found) or "true").lower() not in ("0", "false", "off", "none")


def number(element: etree._Element | None, attribute: str = "val") -> int | None:
    """Return a whole number from an attribute of Word's, or None."""
    found = value(element, attribute) if element is not None else None
    try:
        return int(found) if found is not None else None
    except ValueError:
        return None
