"""Draw the two icons that some browsers want as pictures, from the mark, with a Chromium on this machine.

    python tools/make_pngs.py /usr/bin/chromium

Run it by hand, and only when the mark changes: the results are committed.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).parent.parent / "src/commoncall/design/static/design"
MARK = Path(__file__).parent.parent / "src/commoncall/design/templates/design/_mark.html"
PICTURES = {"favicon-32.png": (32, "transparent", 0), "touch-icon.png": (180, "#fff", 26)}


def page(size: int, ground: str, border: int) -> str:
    """Return a page that holds the drawing and nothing else."""
    if size < 48:
        drawing = (STATIC / "favicon.svg").read_text(encoding="utf-8")
    else:
        drawing = (
            MARK.read_text(encoding="utf-8")
            .replace("{% if classes %} {{ classes }}{% endif %}", "")
            .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
        )
    styles = f"""
        body {{ margin: 0; padding: {border}px; background: {ground}; }}
        svg {{ display: block; inline-size: {size - 2 * border}px; block-size: {size - 2 * border}px; color: #191c1f; }}
        .mark {{ fill: none; stroke: #191c1f; }} .mark .joint {{ stroke: #7a1d4d; }} .mark .dots {{ fill: #191c1f; stroke: none; }}
    """
    return f"<style>{styles}</style>{drawing}"


def main() -> None:
    """Draw both."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=sys.argv[1], args=["--no-sandbox"])
        for name, (size, ground, border) in PICTURES.items():
            tab = browser.new_page(viewport={"width": size, "height": size})
            tab.set_content(page(size, ground, border))
            tab.screenshot(path=STATIC / name, omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
