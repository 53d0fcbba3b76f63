"""The style sheet: current, small, the same from either side of the page, and asking nobody else for anything."""

import gzip
import importlib.util
import re
from pathlib import Path

import pytest

from tests.design.conftest import DESIGN, SOURCE, STATIC, named

MAIL_SHEET = STATIC / "mail.css"  # Mail programs know few logical properties, so mails take care to have no sides at all.
OWN_SHEETS = sorted({*(DESIGN / "styles").glob("*.css"), *STATIC.glob("*.css")} - {MAIL_SHEET})
TOOL = Path(__file__).resolve().parents[2] / "tools/make_css.py"

PHYSICAL = re.compile(
    r"(?<![\w-])(?:"
    r"(?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|scroll-(?:margin|padding)-(?:left|right|top|bottom)"
    r"|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)"
    r")\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)


def without_queries(text: str) -> str:
    """Leave out comments and the conditions of media queries, which know widths alone."""
    return re.sub(r"/\*.*?\*/|@media[^{]*", "", text, flags=re.DOTALL)


def test_the_style_sheet_is_as_new_as_its_sources(style_sheet: str) -> None:
    spec = importlib.util.spec_from_file_location("make_css", TOOL)
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert style_sheet == tool.assemble(), "run python tools/make_css.py"
    assert MAIL_SHEET.read_bytes() == tool.MAIL.read_bytes(), "run python tools/make_css.py"


def test_mails_have_no_sides() -> None:
    assert not re.search(r"\b(?:left|right)\b", MAIL_SHEET.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", OWN_SHEETS, ids=named)
def test_no_side_of_the_page_is_named(path: Path) -> None:
    assert not PHYSICAL.findall(without_queries(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "words", ["margin-left: 0", "padding-top:1px", "left:0", "text-align: right", "border-top-left-radius: 3px", "max-width: 3rem"]
)
def test_the_search_for_sides_finds_them(words: str) -> None:
    assert PHYSICAL.search(f"a {{ {words} }}")


@pytest.mark.parametrize("words", ["margin-inline-start: 0", "inset-block-start: 0", "text-align: end", "stroke-width: 2", "max-inline-size: 3rem"])
def test_the_search_for_sides_finds_nothing_else(words: str) -> None:
    assert not PHYSICAL.search(f"a {{ {words} }}")


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in OWN_SHEETS:
        text = path.read_text(encoding="utf-8")
        assert "@import" not in text, path.name
        assert not [address for address in re.findall(r"url\(\"?([^)\"]*)", text) if not address.startswith("fonts/")], path.name


def test_a_first_visit_stays_small(style_sheet: str) -> None:
    """All of the styles, the scripts and the Latin letters, as they are sent."""
    styles = len(gzip.compress(style_sheet.encode(), 9))
    scripts = sum(len(gzip.compress(path.read_bytes(), 9)) for path in (STATIC / "js").glob("*.js"))
    letters = (STATIC / "fonts/serif-latin.woff2").stat().st_size + (STATIC / "fonts/serif-latin-ext.woff2").stat().st_size
    assert styles < 11_000
    assert styles + scripts + letters < 40_000


def test_every_file_a_sheet_names_is_there() -> None:
    for address in re.findall(r"url\(\"([^\"]*)\"", (STATIC / "fonts.css").read_text(encoding="utf-8")):
        assert (STATIC / address).is_file(), address


def test_every_custom_property_is_defined(style_sheet: str) -> None:
    used = set(re.findall(r"var\(--([\w-]+)", style_sheet))
    defined = set(re.findall(r"--([\w-]+):", style_sheet))
    assert not used - defined


def test_no_class_is_kept_that_nothing_uses(style_sheet: str) -> None:
    """Classes that stand in no template, tag or script of the project are dead weight for every visitor."""
    bare = re.sub(r'/\*.*?\*/|"[^"]*"', "", style_sheet, flags=re.DOTALL)
    made_of_labels = {"amberstrict"}  # TLP:AMBER+STRICT
    classes = set(re.findall(r"\.([a-z][a-z0-9-]*)", bare)) - made_of_labels
    texts = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*") if path.suffix in {".html", ".py", ".js"} and path.is_file()]
    words = set(re.findall(r"[a-z][a-z0-9-]*", " ".join(texts)))
    assert not classes - words
