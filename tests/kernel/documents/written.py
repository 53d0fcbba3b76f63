"""Documents that the tests write and read again."""

from hypothesis import strategies as st

from commoncall.kernel.documents.blocks import Block, BlockStyle, Document, Mark, Piece, Signatories

_PLAIN = ["We", "call", "peace", "[shall]", "السلام", "(6)", "和平", "“so”", "2030،", "!", "http://x.org"]
_TELLING = ["(a)", "1.", "12)", "3 bis.", "i)", "-", "•", "#", ">", "+", "===", "---", "~~~"]
_MARKED = ["*all*", "**must**", "***both***", "[a](b)", "[^1]", "a_b", "_c_", "__d__", "<b>", "&amp;", "\\", "`x`", "5*3", "{++x++}", "{--y--}", "_"]
_WORDS = st.sampled_from([*_PLAIN, *_TELLING, *_MARKED, "|"])
TEXTS = st.lists(_WORDS, min_size=1, max_size=7).map(" ".join)


def _level_of(style: BlockStyle) -> st.SearchStrategy[int]:
    return st.integers(1, 4) if style in (BlockStyle.HEADING, BlockStyle.ITEM) else st.just(1)


def _numbers_of(style: BlockStyle) -> st.SearchStrategy[str]:
    if style is BlockStyle.PARAGRAPH:
        return st.sampled_from(["", "1", "2", "12", "3 bis", "1.2"])
    if style is BlockStyle.ITEM:
        return st.sampled_from(["", "(a)", "(iv)", "1", "2.1"])
    return st.sampled_from(["", "1"]) if style is BlockStyle.HEADING else st.just("")


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Draw a block of any style."""
    style = draw(st.sampled_from(list(BlockStyle)))
    return Block((Piece(draw(TEXTS)),), style, draw(_level_of(style)), draw(_numbers_of(style)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document of a few blocks."""
    title = draw(TEXTS)
    return Document(
        title, draw(st.sampled_from(["en", "ar", "zh-hans"])), tuple(draw(st.lists(blocks(), min_size=1, max_size=6))), heading="Quiet Fields"
    )


def changed(language: str = "en") -> Document:
    """Return a document in which words, a whole paragraph and a whole item were changed."""
    return Document(
        "A common call",
        language,
        (
            Block((Piece("Preamble"),), BlockStyle.HEADING),
            Block((Piece("We "), Piece("ask", Mark.REMOVED), Piece("call on", Mark.ADDED), Piece(" all governments.")), number="1"),
            Block((Piece("This was added.", Mark.ADDED),), number="2", note="Amendment 12"),
            Block((Piece("This was taken out.", Mark.REMOVED),), number="3"),
            Block((Piece("and *all* of it"),), BlockStyle.ITEM, 1, "(a)"),
            Block((Piece("an item that is new", Mark.ADDED),), BlockStyle.ITEM, 2),
        ),
        heading="Quiet Fields",
        under_title="Version 3",
        footer="For members",
    )


def signed() -> Document:
    """Return a document with a list under it."""
    lists = (Signatories("Kenya", ("Peace Network", "شبكة السلام (ANND)")), Signatories("France", ("Réseau Action Climat",)))
    return Document("A letter", "en", (Block((Piece("We agree."),)),), lists=lists, list_title="Signed by")


def said(document: Document) -> list[tuple[str, BlockStyle, int, str]]:
    """Return what the blocks of a document say now, without those that were taken out."""
    return [(one.text.strip(), one.style, one.level, one.number) for one in document.blocks if one.text.strip()]
