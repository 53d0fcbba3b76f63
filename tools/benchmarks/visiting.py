"""What a first visit weighs: everything that a browser fetches for one page with nothing kept from before."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, sync_playwright

from benchmarks.figures import Story
from benchmarks.pages import serving
from benchmarks.place import Place
from benchmarks.world import World


def measure(place: Place, world: World) -> list[Story]:
    """Open pages in a real browser and add up what came over the wire."""
    story = Story("Weight of a first visit", ["page", "kB over the wire", "requests", "of which fonts, kB", "styles and scripts, kB"])
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    if browser_path is None:
        story.words.append("Not measured: there is no browser on this machine.")
        return [story]
    slug = world.coalition.slug
    asked = [
        ("public page", f"/en/{slug}/", ""),
        ("sign-in", "/sign-in/", ""),
        ("home", f"/{slug}/", world.member),
        ("directory", f"/{slug}/members/", world.member),
    ]
    with serving(place) as (_pid, port), sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for name, path, cookie in asked:
            fetched = _visit(browser, f"http://localhost:{port}{path}", cookie)
            story.add(name, *(f"{size / 1000:.0f}" if place_ != 1 else size for place_, size in enumerate(fetched)))
        browser.close()
    story.words.append(
        "As transferred, with its headers. A second visit fetches the page alone: the rest is kept for ever under names made from its content."
    )
    return [story]


def _visit(browser: Browser, address: str, cookie: str) -> tuple[int, int, int, int]:
    context = browser.new_context()
    for part in filter(None, cookie.split("; ")):
        name, _, value = part.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    session.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: int(told["encodedDataLength"])}))
    answered = page.goto(address, wait_until="networkidle")
    if answered is None or answered.status != 200:
        raise RuntimeError(f"{address} answered {answered and answered.status}")
    context.close()
    of = {kind: sum(size for request, size in sizes.items() if kinds.get(request) == kind) for kind in ("Font", "Stylesheet", "Script")}
    return sum(sizes.values()), len(sizes), of["Font"], of["Stylesheet"] + of["Script"]
