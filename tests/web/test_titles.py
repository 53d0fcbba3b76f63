"""A title that names somebody is parted as the reader's language parts it: nothing is glued together in a template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.translation.template import templatize

import commoncall

SOURCE = Path(commoncall.__file__).parent
TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*.html"))
GLUED = re.compile(r"\{% block title %\}(?:(?!endblock).)*%\}: *\{\{")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_title_is_glued(path: Path) -> None:
    assert not GLUED.search(path.read_text(encoding="utf-8"))


def test_a_title_says_what_a_page_is_for_and_about_whom() -> None:
    written = '{% load titles %}{% about _("Names") name %}'
    assert Template(written).render(Context({"name": "Rights & Rivers"})) == "Names: Rights &amp; Rivers"
    assert "_(" in templatize(written)
    assert "Names" in templatize(written)
