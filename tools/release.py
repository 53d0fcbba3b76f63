"""Build the package that is handed out, into dist/, and see that what is built holds all that the program needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "commoncall"
DIST = ROOT / "dist"

#: What is only needed to make the program, and stays out of the wheel.
LEFT_OUT = {".pyc", ".md"}
#: At least one of each must be there, or something went wrong that a comparison with an empty folder would not show.
NEEDED = ("templates/", "static/", "locale/", "data/", "migrations/", "styles/")


def main() -> int:
    """Build, look into what was built, and tell; return 1 where something is missing."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    faults = not_ready()
    if not faults:
        shutil.rmtree(DIST, ignore_errors=True)
        build()
        wheel, source = DIST / f"commoncall-{version}-py3-none-any.whl", DIST / f"commoncall-{version}.tar.gz"
        faults = [*missing_from_wheel(wheel), *missing_from_source(source), *does_not_start(wheel)]
    for fault in faults:
        print(f"release: {fault}", file=sys.stderr)
    if not faults:
        print("\n".join(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.1f} MB" for path in (wheel, source)))
    return 1 if faults else 0


def not_ready() -> list[str]:
    """Tell what stands in the way of a release: changes that are not committed."""
    changed = subprocess.run(["git", "status", "--porcelain", "--", "src"], cwd=ROOT, capture_output=True, text=True, check=False)
    lines = changed.stdout.splitlines()
    return [f"{len(lines)} files in src differ from what is committed; a release holds what everybody can see."] if lines else []


def build() -> None:
    """Build source archive and wheel from a clean copy of what is committed."""
    with tempfile.TemporaryDirectory(prefix="commoncall-release-") as room:
        packed = Path(room, "source.tar")
        subprocess.run(["git", "archive", "--output", str(packed), "HEAD"], cwd=ROOT, check=True)
        with tarfile.open(packed) as tar:
            tar.extractall(Path(room, "source"), filter="data")
        uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
        command = [uv, "build", "--quiet"] if uv else [sys.executable, "-m", "build"]
        subprocess.run([*command, "--out-dir" if uv else "--outdir", str(DIST), str(Path(room, "source"))], check=True)


def missing_from_wheel(wheel: Path) -> list[str]:
    """Compare the wheel with the source, file by file."""
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {path.relative_to(SOURCE.parent).as_posix() for path in committed() if path.suffix not in LEFT_OUT}
    lacking = [f"{wheel.name} lacks {name}" for name in sorted(wanted - held)]
    return lacking + [f"{wheel.name} holds nothing of {part}" for part in NEEDED if not any(part in name for name in held)]


def committed() -> list[Path]:
    """Return every file of the program that is under version control."""
    listed = subprocess.run(["git", "ls-files", "-z", "src/commoncall"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def missing_from_source(source: Path) -> list[str]:
    """See that the source archive can be built from, and says under which licence it is."""
    with tarfile.open(source) as tar:
        held = {name.partition("/")[2] for name in tar.getnames()}
    return [
        f"{source.name} lacks {name}" for name in ("pyproject.toml", "LICENSE", "README.md", "src/commoncall/console/main.py") if name not in held
    ]


def does_not_start(wheel: Path) -> list[str]:
    """Ask the program in the wheel for its help, from the wheel alone and not from the clone."""
    with tempfile.TemporaryDirectory(prefix="commoncall-release-") as room:
        zipfile.ZipFile(wheel).extractall(room)
        # -I leaves the clone out of sight; what the program stands on comes from this environment.
        asked = f"import sys; sys.path.insert(0, {room!r}); from commoncall.console import main; print(main.__file__); main.main(['--help'])"
        done = subprocess.run([sys.executable, "-I", "-c", asked], capture_output=True, text=True, check=False, cwd=room)
    said = done.stdout.splitlines()
    started = done.returncode == 0 and bool(said) and said[0].startswith(room)
    return [] if started else [f"the program in {wheel.name} does not start: {(done.stderr or done.stdout)[-300:]}"]


if __name__ == "__main__":
    sys.exit(main())
