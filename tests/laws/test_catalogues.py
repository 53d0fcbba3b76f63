"""The catalogues are in step with the words of the program, and complete where they must be."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_catalogues_are_in_step_and_complete_where_they_must_be() -> None:
    found = subprocess.run([sys.executable, "tools/translations.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr[-2000:]


def test_the_documents_that_are_made_from_the_code_are_in_step() -> None:
    found = subprocess.run([sys.executable, "tools/documents.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr[-2000:]
