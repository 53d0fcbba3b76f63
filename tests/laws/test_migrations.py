"""Migrations are complete, are named for what they do, and import nothing of ours."""

import ast
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

SOURCE = Path(__file__).resolve().parents[2] / "src" / "commoncall"
MIGRATIONS = sorted(SOURCE.glob("**/migrations/0*.py"))


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_migration_is_named_and_stands_alone(path: Path) -> None:
    assert not re.search(r"_auto_|_alter_|_initial$", path.stem)
    allowed = re.compile(r"commoncall\.kernel\.(identifiers|history\.rules)$")
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module] if isinstance(node, ast.ImportFrom) else []
        assert all(not str(name).startswith("commoncall") or allowed.match(str(name)) for name in names)
