"""Put the style sheet together: the tokens, then every file of design/styles in the order of its number.

    python tools/make_css.py

The result, static/design/design.css, is committed: nothing has to be built to run Commoncall, and a first visit
fetches one style sheet instead of eight. A test fails when the result is older than its sources.
"""

import re
from pathlib import Path

from commoncall.design import tokens

DESIGN = Path(__file__).parent.parent / "src/commoncall/design"
TARGET = DESIGN / "static/design/design.css"
# The styles of mails stand in each mail; the pattern page, which may hold none, links to a copy of them.
MAIL = DESIGN / "templates/design/mail/mail.css"
MAIL_COPY = DESIGN / "static/design/mail.css"
LICENCE = "/* Commoncall. Made by tools/make_css.py: change design/tokens.json or design/styles, not this file. */\n"


def assemble() -> str:
    """The whole style sheet, without comments and indentation."""
    parts = {path.name: path.read_text(encoding="utf-8") for path in (DESIGN / "styles").glob("*.css")}
    parts["20-tokens.css"] = tokens.style_sheet()
    return LICENCE + "".join(_plain(parts[name]) for name in sorted(parts))


def _plain(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (re.sub(r"\s*([{:;,]) |\s+(\{)", r"\1\2", line.strip()) if "(" not in line else line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


if __name__ == "__main__":
    TARGET.write_text(assemble(), encoding="utf-8")
    MAIL_COPY.write_bytes(MAIL.read_bytes())
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
