"""What every OpenDocument text of ours holds besides its words: styles, page, properties."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from commoncall.kernel.documents import printable

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)
_OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
_EDGES = re.compile(r"^ | $|(?<= ) ")
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_]([a-z]{2}))?\b", re.IGNORECASE)
_REGIONS = {"zh-hans": "CN", "zh-hant": "TW", "zh": "CN"}
DEEPEST_ITEM = 9
_STEP = 0.9
# What hangs on the direction of the document is put in at the end.
_MODE, _SIDE = "@mode@", "@side@"

MANIFEST = (
    f'{_OPENING}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def words(text: str) -> str:
    """Return a text for XML; spaces at its ends are written so that no reader drops them."""
    parts = [_EDGES.sub("<text:s/>", escape(printable.line(part))) for part in text.split("\t")]
    return "<text:tab/>".join(parts)


def content(text: str) -> str:
    """Return the part that holds the words."""
    looks = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>'
        for name, properties in (("E", _slanted()), ("S", _bold()), ("ES", f"{_slanted()} {_bold()}"))
    )
    columns = (
        '<style:style style:name="Columns" style:family="section"><style:section-properties text:dont-balance-text-columns="false">'
        '<style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties></style:style>'
    )
    return (
        f"{_OPENING}<office:document-content {_SPACES}><office:automatic-styles>{looks}{columns}</office:automatic-styles>"
        f"<office:body><office:text>{text}</office:text></office:body></office:document-content>"
    )


def meta(title: str, author: str, language: str) -> str:
    """Return the part that tells of the document."""
    return (
        f"{_OPENING}<office:document-meta {_SPACES}><office:meta><dc:title>{words(title)}</dc:title><dc:creator>{words(author)}</dc:creator>"
        f"<dc:language>{escape(language)}</dc:language><meta:generator>Commoncall</meta:generator></office:meta></office:document-meta>"
    )


def styles(language: str, footer: str, *, right_to_left: bool) -> str:
    """Return the part that says how the document looks."""
    mode = "rl-tb" if right_to_left else "lr-tb"
    levels = range(1, DEEPEST_ITEM + 1)
    named = (
        "".join(
            [
                _paragraph("Standard", "", after=0.25),
                _paragraph("Text_20_body", "Text body", after=0.25),
                _paragraph("Title", "Title", size=24, after=0.3),
                _paragraph("Subtitle", "Subtitle", size=10.5, after=0.8),
                _paragraph("Above", "Above the title", size=10.5, after=0.2),
                *(_paragraph(f"Heading_20_{one}", f"Heading {one}", size=max(16 - 2 * one, 11.5), after=0.2, heading=one) for one in levels),
                _paragraph("Quotations", "Quotations", after=0.25, start=1.0, end=1.0),
                _paragraph("Numbered", "Numbered paragraph", after=0.25, start=_STEP, hanging=_STEP),
                *(_paragraph(f"Item_20_{one}", f"Item {one}", after=0.15, start=_STEP * (one + 1), hanging=_STEP) for one in levels),
                _paragraph("Bullet", "Item with a bullet", after=0.15),
                _paragraph("Signatory", "Signatory", size=10, after=0.1),
                _paragraph("Footer", "Footer", size=9, after=0),
            ]
        )
        .replace(_MODE, mode)
        .replace(_SIDE, "right" if right_to_left else "left")
    )
    page = '<text:page-number text:select-page="current">1</text:page-number>'
    return (
        f"{_OPENING}<office:document-styles {_SPACES}>{_faces()}<office:styles>{_defaults(language)}{named}{_bullets()}</office:styles>"
        f'<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
        f'fo:margin-top="2.5cm" fo:margin-bottom="2cm" fo:margin-left="3.2cm" fo:margin-right="3.2cm" style:writing-mode="{mode}"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="1cm" fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>'
        "</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="Page">'
        f'<style:footer><text:p text:style-name="Footer">{words(f"{footer}  ·  " if footer else "")}{page}</text:p></style:footer>'
        "</style:master-page></office:master-styles></office:document-styles>"
    )


def _slanted() -> str:
    return 'fo:font-style="italic" style:font-style-asian="italic" style:font-style-complex="italic"'


def _bold() -> str:
    return 'fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"'


def _faces() -> str:
    faces = ("Georgia", "Noto Serif CJK SC", "Amiri")
    declared = "".join(f'<style:font-face style:name="{one}" svg:font-family={quoteattr(repr(one))}/>' for one in faces)
    return f"<office:font-face-decls>{declared}</office:font-face-decls>"


def _defaults(language: str) -> str:
    """The language and the fonts of all that says nothing of its own, for each of three kinds of scripts."""
    found = _CODE.match(language)
    code = found[1].lower() if found else "en"
    region = (found[2] or "").upper() if found and found[2] else _REGIONS.get(language.lower(), "none")
    told = " ".join(
        f'fo:{name}{suffix}="{value}"' if not suffix else f'style:{name}{suffix}="{value}"'
        for suffix in ("", "-asian", "-complex")
        for name, value in (("language", code), ("country", region))
    )
    return (
        '<style:default-style style:family="paragraph"><style:paragraph-properties fo:line-height="132%" fo:orphans="2" fo:widows="2"/>'
        '<style:text-properties style:font-name="Georgia" style:font-name-asian="Noto Serif CJK SC" style:font-name-complex="Amiri" '
        f'fo:font-size="11.5pt" style:font-size-asian="11.5pt" style:font-size-complex="13pt" fo:color="#191c1f" {told}/></style:default-style>'
    )


def _paragraph(
    name: str,
    shown: str,
    *,
    size: float = 0,
    after: float = 0,
    start: float = 0,
    end: float = 0,
    hanging: float = 0,
    heading: int = 0,
) -> str:
    """Return one style of paragraphs; margins in centimetres, sizes in points."""
    outline = f' style:default-outline-level="{heading}"' if heading else ""
    parent = ' style:parent-style-name="Standard"' if name != "Standard" else ""
    above = ' fo:margin-top="0.5cm" fo:keep-with-next="always"' if heading else ""
    tab = f'<style:tab-stops><style:tab-stop style:position="{hanging:.2f}cm"/></style:tab-stops>' if hanging else ""
    sized = f'fo:font-size="{size}pt" style:font-size-asian="{size}pt" style:font-size-complex="{size + 1.5}pt"' if size else ""
    return (
        f'<style:style style:name="{name}" style:display-name="{shown or name}" style:family="paragraph" style:class="text"{parent}{outline}>'
        f'<style:paragraph-properties fo:margin-bottom="{after}cm" fo:margin-left="{start:.2f}cm" fo:margin-right="{end:.2f}cm" '
        f'fo:text-indent="{-hanging:.2f}cm" fo:text-align="{_SIDE}" style:writing-mode="{_MODE}"{above}>{tab}</style:paragraph-properties>'
        f"<style:text-properties {sized} {_bold() if heading else ''}/></style:style>"
    )


def _bullets() -> str:
    levels = "".join(
        f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="•"><style:list-level-properties '
        'text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" '
        f'text:list-tab-stop-position="{_STEP * (level + 1):.2f}cm" fo:text-indent="-{_STEP}cm" fo:margin-left="{_STEP * (level + 1):.2f}cm"/>'
        "</style:list-level-properties></text:list-level-style-bullet>"
        for level in range(1, DEEPEST_ITEM + 1)
    )
    return f'<text:list-style style:name="Bullets">{levels}</text:list-style>'
