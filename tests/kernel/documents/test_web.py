"""Pasted HTML is never trusted: its text and structure are read, and nothing else; how it was made costs little."""

import pytest

from commoncall.kernel.documents import reading
from commoncall.kernel.documents.blocks import BlockStyle
from commoncall.kernel.documents.gathering import Read
from commoncall.kernel.documents.refusals import DocumentRefused
from tests.kernel.documents.written import said


def texts(read: Read) -> list[str]:
    return [one.text for one in read.document.blocks]


def test_structure_is_kept() -> None:
    read = reading.read_html(
        "<h2>Why</h2><p>We <b>call</b> on <i>all</i>.</p><ol start=3><li>three<ul><li>below</ul><li>four</ol><blockquote><p>Never again.</blockquote>"
    )
    assert said(read.document) == [
        ("We **call** on *all*.", BlockStyle.PARAGRAPH, 1, ""),
        ("three", BlockStyle.PARAGRAPH, 1, "3"),
        ("below", BlockStyle.ITEM, 1, ""),
        ("four", BlockStyle.PARAGRAPH, 1, "4"),
        ("Never again.", BlockStyle.QUOTE, 1, ""),
    ]
    assert read.document.title == "Why"


def test_nothing_that_runs_or_hides_is_read() -> None:
    pasted = (
        "<style>p{}</style><script>alert(1)</script><p onclick=alert(1)>Seen<!-- not --><svg><text>drawn</text></svg>"
        "<iframe src=x>in</iframe><img src=x onerror=alert(1)></p><textarea>typed</textarea>"
    )
    read = reading.read_html(pasted)
    assert texts(read) == ["Seen"]
    assert {note.code for note in read.notes} == {"scripts", "pictures"}


def test_words_that_look_like_html_stay_words() -> None:
    assert texts(reading.read_html("<p>1 &lt; 2 &amp; &lt;b&gt;x&lt;/b&gt; *not emphasis*</p>")) == ["1 < 2 & <b>x</b> \\*not emphasis\\*"]


def test_what_word_processors_paste() -> None:
    pasted = '<b style="font-weight:normal"><p><span style="font-weight:700">Must</span> and <span style="font-style:italic">may</span></p></b>'
    assert texts(reading.read_html(pasted)) == ["**Must** and *may*"]
    assert said(reading.read_html("<p class=MsoListParagraph>·&nbsp;&nbsp; point</p>").document) == [("point", BlockStyle.ITEM, 1, "")]


def test_tables_become_a_paragraph_for_each_row() -> None:
    assert texts(reading.read_html("<table><tr><th>Country<th>Name<tr><td>Kenya<td><p>Peace</p><p>Network</p></table>after")) == [
        "Country | Name",
        "Kenya | Peace Network",
        "after",
    ]


@pytest.mark.parametrize("tag", ["<div>", "<b>x", "<table><tr><td>", "<ul><li>", "<blockquote>", "<a href=x>", "<p><i>", "<font color=red>y"])
def test_however_deep_it_is_nested_its_words_are_read(tag: str) -> None:
    assert "the words" in texts(reading.read_html(tag * 50_000 + "the words"))[-1]


@pytest.mark.parametrize("piece", ["<!--", "<a ", '<a b="', "<?", "</", "<![CDATA[", "<script></s", "<a/", "<title>"])
def test_what_is_never_closed_ends_with_the_text(piece: str) -> None:
    try:
        read = reading.read_html("<p>Before</p>" + piece * 60_000)
    except DocumentRefused as refused:
        pytest.fail(f"refused: {refused}")
    assert texts(read)[0] == "Before"


def test_what_says_nothing_is_refused() -> None:
    with pytest.raises(DocumentRefused, match="no words"):
        reading.read_html("<div><script>x</script></div>")
