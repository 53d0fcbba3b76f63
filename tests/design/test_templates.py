"""Laws over every template of the project."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from commoncall.design.icons import ICONS
from tests.design.conftest import SOURCE, STATIC, named, templates

PAGES = [path for path in templates() if path.suffix == ".html"]
BY_NAME = {str(path).split("/templates/", 1)[1]: path for path in PAGES}
COMPONENTS = {
    name.removeprefix("cotton/").removesuffix(".html").replace("/", "."): path for name, path in BY_NAME.items() if name.startswith("cotton/")
}


def text_of(path: Path) -> str:
    return re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def ancestors(name: str) -> Iterator[str]:
    found = re.search(r"{% extends [\"']([^\"']+)[\"'] %}", text_of(BY_NAME[name]))
    if found:
        yield found[1]
        yield from ancestors(found[1])


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_template_holds_no_style_and_no_script(path: Path) -> None:
    text = text_of(path)
    assert not re.search(r"\sstyle\s*=", text), "a style attribute"
    assert not re.search(r"<[a-z][^>]*\son[a-z]+\s*=", text), "a script in an attribute"
    assert "javascript:" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text), "a script in the page"
    if "/mail/" not in str(path):
        assert "<style" not in text, "styles in the page"


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_template_fetches_nothing_from_elsewhere(path: Path) -> None:
    assert not re.findall(r"<(?:script|link|img|iframe|source|video|audio|object|embed)[^>]*(?:src|href|data)=[\"']?(?:https?:)?//", text_of(path))


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_page_stands_at_most_two_steps_above_the_skeleton(name: str) -> None:
    assert len(list(ancestors(name))) <= 2


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_icon_that_is_named_exists(path: Path) -> None:
    text = text_of(path)
    names = (
        re.findall(r"{% icon [\"']([^\"']+)", text)
        + re.findall(r"<c-[a-z.-]+[^>]*\sicon=\"([^\"{]+)\"", text)
        + re.findall(r"<c-icon[^>]*\sname=\"([^\"{]+)\"", text)
    )
    assert not set(names) - set(ICONS)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_component_that_is_used_exists(path: Path) -> None:
    used = set(re.findall(r"<c-([a-z0-9.-]+)", text_of(path))) - {"slot", "vars"}
    assert not used - {name.replace("_", "-") for name in COMPONENTS}


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_static_file_that_is_named_exists(path: Path) -> None:
    for name in re.findall(r"{% static [\"']([^\"']+)[\"'] %}", text_of(path)):
        assert list(SOURCE.glob(f"*/static/{name}")), name


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_every_component_says_what_it_takes(name: str) -> None:
    opening = re.match(
        r"\s*(?:{% load [\w ]+ %}\s*)?{% comment %}(.+?){% endcomment %}", COMPONENTS[name].read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert opening, "begins with a comment that documents its variables"


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_the_pattern_page_shows_every_component(name: str) -> None:
    shown = "".join(text_of(path) for other, path in BY_NAME.items() if other.startswith("design/patterns/"))
    inside = "".join(text_of(path) for path in COMPONENTS.values())
    assert re.search(rf"<c-{re.escape(name.replace('_', '-'))}[\s/>]", shown + inside)


def test_every_script_is_loaded_by_the_skeleton() -> None:
    loaded = text_of(BY_NAME["design/_scripts.html"])
    for script in (STATIC / "js").glob("*.js"):
        assert f"design/js/{script.name}" in loaded


def test_the_search_for_styles_finds_them(tmp_path: Path) -> None:
    planted = tmp_path / "planted.html"
    planted.write_text('<p style="color: red">', encoding="utf-8")
    with pytest.raises(AssertionError):
        test_a_template_holds_no_style_and_no_script(planted)
