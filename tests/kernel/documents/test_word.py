"""Word documents are read as they look: printed numbers, levels, emphasis; what is left out is said."""

from collections.abc import Sequence

import pytest

from commoncall.kernel.documents import reading
from commoncall.kernel.documents.blocks import BlockStyle
from commoncall.kernel.documents.gathering import Read
from tests.kernel.documents.word_files import level, lists, paragraph, run, style, word
from tests.kernel.documents.written import said

HEADINGS = style("H1", "heading 1") + style("H2", "heading 2") + style("T", "Title")


def texts(read: Read) -> list[str]:
    return [one.text for one in read.document.blocks]


def notes(read: Read) -> dict[str, object]:
    return {one.code: one.params.get("number", True) for one in read.notes}


def of(body: str, *, styles: str = "", numbering: str = "", footnotes: str = "") -> Read:
    return reading.read(word(body, styles=styles, numbering=numbering, footnotes=footnotes), "text.docx")


def test_title_headings_and_paragraphs_keep_their_levels() -> None:
    body = paragraph("The call", style="T") + paragraph("Why", style="H1") + paragraph("Because.") + paragraph("More", style="H2")
    read = of(body, styles=HEADINGS)
    assert read.document.title == "The call"
    expected = [("Why", BlockStyle.HEADING, 1, ""), ("Because.", BlockStyle.PARAGRAPH, 1, ""), ("More", BlockStyle.HEADING, 2, "")]
    assert said(read.document) == expected


def test_one_heading_above_all_others_is_the_title() -> None:
    read = of(paragraph("The call", style="H1") + paragraph("Why", style="H2") + paragraph("Because."), styles=HEADINGS)
    assert read.document.title == "The call"
    assert said(read.document)[0] == ("Why", BlockStyle.HEADING, 1, "")


def test_numbers_that_word_prints_are_worked_out() -> None:
    numbering = lists(level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)"))
    order = [0, 1, 1, 2, 2, 0, 1]
    read = of("".join(paragraph(f"p{at}", numbered=(1, depth)) for at, depth in enumerate(order)), numbering=numbering)
    assert [(one.number, one.style, one.level) for one in read.document.blocks] == [
        ("1", BlockStyle.PARAGRAPH, 1),
        ("(a)", BlockStyle.ITEM, 1),
        ("(b)", BlockStyle.ITEM, 1),
        ("(i)", BlockStyle.ITEM, 2),
        ("(ii)", BlockStyle.ITEM, 2),
        ("2", BlockStyle.PARAGRAPH, 1),
        ("(a)", BlockStyle.ITEM, 1),
    ]


@pytest.mark.parametrize(
    ("levels", "depths", "printed"),
    [
        ([level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")], [0, 1, 1], ["1", "1.1", "1.2"]),
        ([level(0, "upperRoman", "%1.", start=4)], [0, 0], ["IV", "V"]),
        ([level(0, "arabicAbjad", "%1)")], [0, 0, 0], ["أ)", "ب)", "ج)"]),
        ([level(0, "chineseCounting", "%1、", start=10)], [0, 0], ["十、", "十一、"]),
        ([level(0, "bullet", "\uf0b7")], [0], [""]),
    ],
)
def test_forms_of_numbers(levels: Sequence[str], depths: Sequence[int], printed: Sequence[str]) -> None:
    read = of("".join(paragraph("x", numbered=(1, depth)) for depth in depths), numbering=lists(*levels))
    assert [one.number for one in read.document.blocks] == printed


def test_numbers_that_people_typed_are_told_from_the_words() -> None:
    read = of(paragraph("12.\tWe ask") + paragraph("(a) that") + paragraph("(i) and") + paragraph("2030 is near"))
    assert said(read.document) == [
        ("We ask", BlockStyle.PARAGRAPH, 1, "12"),
        ("that", BlockStyle.ITEM, 1, "(a)"),
        ("and", BlockStyle.ITEM, 2, "(i)"),
        ("2030 is near", BlockStyle.PARAGRAPH, 1, ""),
    ]


def test_emphasis_is_kept_however_word_cut_the_words() -> None:
    slanted = "<w:i/>"
    read = of(f"<w:p>{run('Rec', slanted)}{run('alling', slanted)}{run(' that 2 * 3, ')}{run('all', '<w:b/>')}{run(' must', '<w:b/>')}</w:p>")
    assert texts(read) == ["*Recalling* that 2 * 3, **all must**"]


def test_tracked_changes_are_taken_as_accepted_and_counted() -> None:
    body = f"<w:p>{run('We ')}<w:del w:id='1'><w:r><w:delText>ask</w:delText></w:r></w:del><w:ins w:id='2'>{run('call')}</w:ins></w:p>"
    read = of(body)
    assert texts(read) == ["We call"]
    assert notes(read) == {"tracked_changes": 2}


def test_a_paragraph_whose_end_was_removed_goes_on_in_the_next() -> None:
    read = of(f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('We ')}</w:p>{paragraph('call.')}")
    assert texts(read) == ["We call."]


def test_what_is_no_text_is_left_out_and_said() -> None:
    body = (
        f"<w:p>{run('Seen')}<w:r><w:drawing/></w:r><w:r><w:object/></w:r><w:r><w:commentReference w:id='0'/></w:r>{run('secret', '<w:vanish/>')}"
        f"<w:hyperlink>{run(' here')}</w:hyperlink></w:p>"
    )
    read = reading.read(word(body, more={"word/vbaProject.bin": b"Sub"}), "text.docm")
    assert texts(read) == ["Seen here"]
    assert notes(read) == {"macros": True, "pictures": 1, "objects": 1, "comments": 1, "hidden_text": 1, "links": 1}


def test_footnotes_stand_in_round_brackets_where_they_are_called() -> None:
    footnotes = f'<w:footnote w:id="2">{paragraph("Of 2021.")}</w:footnote>'
    read = of(f'<w:p>{run("The promise")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" holds.")}</w:p>', footnotes=footnotes)
    assert texts(read) == ["The promise (Of 2021.) holds."]
    assert notes(read) == {"footnotes": 1}


def test_tables_become_a_paragraph_for_each_row() -> None:
    row = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("Kenya", "Peace Network"))
    read = of(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")
    assert texts(read) == ["Kenya | Peace Network"]
    assert notes(read) == {"tables": 1}


def test_text_boxes_are_not_lost() -> None:
    box = f"<w:r><w:drawing><w:txbxContent>{paragraph('In the box')}</w:txbxContent></w:drawing></w:r>"
    read = of(f"<w:p>{run('Outside')}{box}</w:p>")
    assert texts(read) == ["Outside", "In the box"]
    assert notes(read) == {"text_boxes": 1}
