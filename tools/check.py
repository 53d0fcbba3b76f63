"""Everything that a machine can say about the code before a person reads it. Exits 1 if anything is amiss."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

CHECKS = {
    "format": ["ruff", "format", "--check", "-q", "src", "tests", "tools"],
    "lint": ["ruff", "check", "-q", "src", "tests", "tools"],
    "floors": ["lint-imports", "--no-cache"],
    "types": ["mypy", "src/commoncall"],
    "system": ["python", "-m", "django", "check", "--fail-level", "WARNING"],
    "translations": ["python", "tools/translations.py", "--check"],
    "documents": ["python", "tools/documents.py", "--check"],
}


def main() -> int:
    """Run every check, telling only of those that fail; return how many did."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "commoncall.config.settings.testing", "PYTHONPATH": str(ROOT / "src")}
    environment.setdefault("DATABASE_URL", "postgresql:///not-needed")
    failed = 0
    for name, command in CHECKS.items():
        done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name}", flush=True)
        if done.returncode:
            failed += 1
            print("\n".join((done.stdout + done.stderr).splitlines()[-60:]))
    return failed


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
