"""The design tokens: read from tokens.json, and written out as the first layer of the style sheet.

Pure: no Django. The tool that assembles the style sheet, the pattern page and the tests all read the tokens here.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("tokens.json")


@cache
def tokens() -> Mapping[str, Any]:
    """All tokens, as they stand in the file."""
    return json.loads(SOURCE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def palette(theme: str) -> dict[str, str]:
    """The colours of one theme, `light` or `dark`, by name."""
    return {name: colour[theme] for name, colour in tokens()["colours"].items()}


def style_sheet() -> str:
    """The tokens as custom properties.

    Dark holds on screens only, so that print keeps the light values whatever the reader has chosen.
    """
    light = palette("light")
    dark = {name: colour for name, colour in palette("dark").items() if colour != light[name]}
    return "\n".join(
        [
            "@layer tokens {",
            _rule(":root", light | _sizes() | _fonts(("serif", "sans", "mono"))),
            _rule(":root:lang(ar), :root:lang(fa), :root:lang(ur)", _fonts(("serif-ar", "sans-ar"))),
            _rule(":root:lang(zh)", _fonts(("serif-zh", "sans-zh"))),
            "@media screen and (prefers-color-scheme: dark) {",
            _rule(':root:not([data-theme="light"])', dark),
            "}",
            "@media screen {",
            _rule(':root[data-theme="dark"]', dark),
            "}",
            "}",
        ]
    )


def _sizes() -> dict[str, str]:
    return {**tokens()["sizes"], **tokens()["spaces"], **tokens()["measures"]}


def _fonts(names: tuple[str, ...]) -> dict[str, str]:
    return {name.partition("-")[0]: tokens()["fonts"][name] for name in names}


def _rule(selector: str, properties: Mapping[str, str]) -> str:
    lines = [f"  --{name}: {value};" for name, value in properties.items()]
    return "\n".join([f"{selector} {{", *lines, "}"])
