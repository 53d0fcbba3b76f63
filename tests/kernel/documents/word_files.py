"""Word documents as people and programs make them, put together by hand."""

import io
import zipfile

_MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def word(body: str, *, styles: str = "", numbering: str = "", footnotes: str = "", more: dict[str, bytes] | None = None, head: str = "") -> bytes:
    """Return a document with this body; ``head`` stands before its first element."""
    parts = {"styles": styles, "numbering": numbering, "footnotes": footnotes}
    relations = "".join(f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for kind, part in parts.items() if part)
    files: dict[str, bytes] = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations(f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": f"{head}<w:document {_MAIN}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": _relations(relations),
        **{f"word/{kind}.xml": f"<w:{kind} {_MAIN}>{part}</w:{kind}>".encode() for kind, part in parts.items() if part},
        **(more or {}),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def paragraph(text: str, *, style: str = "", numbered: tuple[int, int] | None = None) -> str:
    """Return a paragraph of plain words, in a list of Word's own where ``numbered`` names it and the level."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        properties += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, looks: str = "") -> str:
    """Return words that look alike."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(identifier: str, name: str, inside: str = "") -> str:
    """Return a style of paragraphs."""
    return f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{inside}</w:style>'


def level(index: int, form: str, text: str, start: int = 1) -> str:
    """Return a level of a list: the form of its numbers, and what is printed."""
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def lists(*levels: str) -> str:
    """Return one list, number 1, with these levels."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def _relations(inside: str) -> bytes:
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'.encode()
