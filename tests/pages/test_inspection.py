"""The inspection of pages finds what is planted, so that its silence means something."""

import pytest

from tests.pages.inspection import problems

GOOD = (
    '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Members · Quiet Fields</title></head>'
    '<body><main><h1>Members</h1><p>Two <a href="/x/">words</a></p></main></body></html>'
)


def with_(inside: str) -> str:
    return GOOD.replace("</main>", inside + "</main>")


def test_a_good_page_has_no_problems() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("<b><p>x</b></p>", "invalid"),
        ("<p>&nosuch;</p>", "invalid"),
        ("</section>", "invalid"),
        ("<h3>Deep</h3>", "skip a level"),
        ("<h1>Again</h1>", "2 elements h1"),
        ("<h2></h2>", "empty h2"),
        ('<p id="a"></p><p id="a"></p>', "id a 2 times"),
        ('<label for="nothing">Name</label>', "points to nothing"),
        ('<a href="#nothing">Down</a>', "points to nothing"),
        ('<input name="x">', "has no label"),
        ("<fieldset><input type=hidden></fieldset>", "without legend"),
        ('<form method="post"></form>', "token against forgery"),
        ('<form><input type="hidden" name="csrfmiddlewaretoken"></form>', "into the address"),
        ('<form><label>F <input type="file"></label></form>', "loses its files"),
        ('<a href="/y/"></a>', "no words"),
        ('<a href="">Here</a>', "leads nowhere"),
        ("<button></button>", "no words"),
        ("<table><tr><th>x</th></tr></table>", "without caption"),
        ("<table><caption>x</caption><tr><td>x</td></tr></table>", "header cells"),
        ('<img src="/a.png">', "has no alt"),
        ("<svg></svg>", "neither named nor hidden"),
        ('<img alt="" src="https://elsewhere.example/a.png">', "elsewhere"),
        ('<iframe src="/x"></iframe>', "iframe on the page"),
        ('<p style="color: red">x</p>', "style in the page"),
        ("<script>x()</script>", "script in the page"),
        ('<p onclick="x()">x</p>', "onclick"),
        ('<a href="javascript:x()">x</a>', "a script as address"),
        ('<button>x <a href="/z/">y</a></button>', "within"),
        ("<nav><a href='/a/'>a</a></nav><nav><a href='/b/'>b</a></nav>", "no name"),
        ("<main></main>", "2 elements main"),
    ],
)
def test_what_is_planted_is_found(planted: str, told: str) -> None:
    assert any(told in problem for problem in problems(with_(planted)))


@pytest.mark.parametrize(
    ("was", "instead", "told"),
    [
        (' lang="en"', "", "no lang"),
        (' dir="ltr"', "", "no dir"),
        ("Members · Quiet", " · Quiet", "the site alone"),
        ("<!doctype html>", "", "invalid"),
    ],
)
def test_what_is_taken_away_is_missed(was: str, instead: str, told: str) -> None:
    assert any(told in problem for problem in problems(GOOD.replace(was, instead)))
