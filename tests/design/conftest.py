"""What the tests of the design system share: its files, and the templates of the whole project."""

from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src/commoncall"
DESIGN = SOURCE / "design"
STATIC = DESIGN / "static/design"


def templates() -> list[Path]:
    """Return every template of the project, of every face."""
    return sorted(path for path in SOURCE.glob("**/templates/**/*") if path.suffix in {".html", ".txt", ".css"})


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.fixture(scope="session")
def style_sheet() -> str:
    return (STATIC / "design.css").read_text(encoding="utf-8")
