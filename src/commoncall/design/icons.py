"""The icons: our own small set, drawn with round strokes of 1.75 on a grid of 24 units.

A word always stands beside an icon, so each is hidden from screen readers. `TURNS` are those that point along the
line of reading and are mirrored in right-to-left pages; clocks, check marks and media signs are not.
"""

from collections.abc import Mapping
from types import MappingProxyType

ICONS: Mapping[str, str] = MappingProxyType(
    {
        "add": "M12 5v14M5 12h14",
        "alert": "M12 7.5v5.5M12 16.2v.1M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7z",
        "back": "M19 12H5M11 6l-6 6 6 6",
        "bell": "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2.2 2.2 0 0 0 4 0",
        "book": "M12 6.5C10 5 7 4.5 4 4.8V18.5c3-.3 6 .2 8 1.7 2-1.5 5-2 8-1.7V4.8c-3-.3-6 .2-8 1.7zM12 6.5v13.7",
        "bookmark": "M7 4h10v16l-5-4-5 4z",
        "building": "M5 20.5V4h9v16.5M14 10h5v10.5M3 20.5h18M8 8h3M8 12h3M8 16h3",
        "calendar": "M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8",
        "check": "M5 12.5l4.5 4.5L19 7",
        "chevron": "M6 9.5l6 6 6-6",
        "clock": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
        "close": "M6 6l12 12M18 6L6 18",
        "copy": "M9 9h11v11H9zM15 9V4H4v11h5",
        "down": "M12 5v14M6 13l6 6 6-6",
        "download": "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14",
        "edit": "M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5",
        "external": "M13 5h6v6M19 5l-9 9M16 14v5H5V8h5",
        "eye": "M2.5 12c2.5-4.3 5.7-6.5 9.5-6.5s7 2.2 9.5 6.5c-2.5 4.3-5.7 6.5-9.5 6.5S5 16.3 2.5 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
        "file": "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5",
        "flag": "M6 21V4h12l-2.5 4.5L18 13H6",
        "forward": "M5 12h14M13 6l6 6-6 6",
        "globe": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c-5 5-5 12 0 17 5-5 5-12 0-17z",
        "home": "M4 11.5L12 4.5l8 7M6 10v10h4.5v-6h3v6H18V10",
        "info": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.6v.1",
        "key": "M8 11.5a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4zM11 12.7L19.5 4.2M15.5 8.2l3 3M18 5.7l1.5 1.5",
        "link": "M10 14a4 4 0 0 0 5.7 0l3.3-3.3A4 4 0 0 0 13.3 5L12 6.3M14 10a4 4 0 0 0-5.7 0L5 13.3A4 4 0 0 0 10.7 19l1.3-1.3",
        "lock": "M5.5 11h13v9h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
        "mail": "M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7",
        "menu": "M4 6.5h16M4 12h16M4 17.5h16",
        "minus": "M6 12h12",
        "people": "M9 5a3.3 3.3 0 1 0 0 6.6A3.3 3.3 0 0 0 9 5zM3 20c.4-4 3-6 6-6s5.6 2 6 6M15.5 5.5a3 3 0 0 1 0 5.7M17 14.3c2.4.5 4 2.3 4 5",
        "person": "M12 4.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4zM5 20c.5-3.9 3-6 7-6s6.5 2.1 7 6",
        "print": "M7 8.5V4h10v4.5M7 16.5H4v-8h16v8h-3M7 13.5h10V20H7z",
        "search": "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5",
        "sheet": "M5 3.5h14v17H5zM8.5 8h7M8.5 12h7M8.5 16h4",
        "sort": "M8 5v14M4.5 15.5L8 19l3.5-3.5M16 19V5M12.5 8.5L16 5l3.5 3.5",
        "talk": "M4 5h16v11.5h-9L7 20v-3.5H4z",
        "undo": "M4.5 9.5h10a5 5 0 0 1 0 10H9M8.5 5.5l-4 4 4 4",
        "upload": "M12 15.5v-11M7.5 8.5L12 4l4.5 4.5M5 20h14",
    }
)

TURNS = frozenset({"back", "forward", "external", "talk", "undo", "book"})
