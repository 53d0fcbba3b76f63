"""Texts for people are marked so that they are found, and so that they can be put into another order of words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "commoncall"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}


def faults(tree: ast.AST) -> list[str]:
    """Return the marked texts that nobody would find, or that are put together where they are marked."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found += [f"line {inner.lineno}: marked within an f-string, where it is not collected" for inner in ast.walk(node) if is_mark(inner)]
        if is_mark(node):
            texts = node.args[: 2 if node.func.id.startswith(("n", "p")) else 1]  # type: ignore[attr-defined]
            found += [f"line {node.lineno}: marked, but not a plain text" for text in texts if isinstance(text, ast.JoinedStr | ast.BinOp)]  # type: ignore[attr-defined]
    return found


def is_mark(node: ast.AST) -> bool:
    """Tell whether this is a call that marks a text."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and bool(node.args)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_marked_texts_are_found_and_whole(path: Path) -> None:
    assert faults(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("planted", ["f'{_(\"x\")}'", "_(f'x {y}')", "_('x' + y)", "ngettext('%(n)s x', f'{n} x', n)"])
def test_what_is_planted_is_found(planted: str) -> None:
    assert faults(ast.parse(planted))
