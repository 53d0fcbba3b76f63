"""What the stories share: a browser that tells a story step by step, the mails that were written, and a worker for what is left for later."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Error, Page

from commoncall.clock.worker import work
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.outbox.models import Message
from tests.pages.inspection import problems
from tests.scene import Scene


@dataclass
class Story:
    """One browser, from whose pages a story is told. Every page that it comes to is looked at as it goes along."""

    name: str
    page: Page
    steps: int = 0

    def see(self, what: str) -> None:
        """Look at the page as it is now: its markup is good, and a picture of it is kept if there is a folder for pictures."""
        self.steps += 1
        for _more in range(50):
            if not (found := self._problems()):
                break
            # The page that a link leads to may still be on its way: it is looked at again until it is whole, or time is up.
            self.page.wait_for_timeout(100)
        assert not found, f"{self.page.url}: {found}"
        if folder := os.environ.get("COMMONCALL_SCREENS"):
            path = Path(folder) / self.name / f"{self.steps:02}-{re.sub(r'[^a-z0-9]+', '-', what.lower()).strip('-')}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=path, full_page=True)

    def _problems(self) -> list[str]:
        try:
            written = self.page.content()
        except Error:
            # Between two pages there is none to be read.
            return ["the page is on its way"]
        # Pages under a language read no cookie, so that nothing could be done there in a reader's name from elsewhere.
        public = re.match(r"https?://[^/]+/(?:en|fr|ar)/", self.page.url)
        found = [problem for problem in problems(written) if not problem.startswith("invalid")]
        return [problem for problem in found if not (public and "forgery" in problem)]

    def press(self, words: str, *, exact: bool = False, role: Any = "button") -> None:
        """Press the button, or follow the link, with these words."""
        self.page.get_by_role(role, name=words, exact=exact).first.click()

    def follow(self, words: str, *, exact: bool = False) -> None:
        """Follow the link with these words, in what the page is about rather than in its frame."""
        self.page.locator("main").get_by_role("link", name=words, exact=exact).first.click()

    def type(self, label: str, text: str) -> None:
        """Fill in the field with this label."""
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str) -> None:
        """Choose the answer with these words."""
        self.page.locator("label", has_text=label).first.click()

    def reads(self, *texts: str) -> None:
        """See that the page says each of these."""
        for text in texts:
            self.page.get_by_text(text).first.wait_for()

    @property
    def words(self) -> str:
        """All that the page says."""
        return self.page.locator("body").inner_text()


@pytest.fixture
def tell(open_page: Callable[..., Page], request: pytest.FixtureRequest) -> Callable[..., Story]:
    """Return a function that begins a story in a browser of its own, at an address."""
    told: list[str] = []

    def begin(path: str = "/", *, account: Account | None = None, **how: Any) -> Story:
        name = re.sub(r"[^\w-]+", "-", request.node.name.removeprefix("test_"))
        told.append(name)
        return Story(name if len(told) == 1 else f"{name}-{len(told)}", open_page(path, account=account, **how))

    return begin


def latest_mail(address: str) -> Message:
    """Return the latest mail to an address, as it stands in the outbox."""
    return Message.objects.filter(address__iexact=address).latest("written_at")


def code_in(mail: Message) -> str:
    """Return the code for signing in that a mail brings."""
    found = re.search(r"\b(\d{4} \d{4})\b", mail.text)
    assert found, mail.text
    return found[1]


def link_in(mail: Message) -> str:
    """Return the path of the first link that a mail brings."""
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.text)
    assert found, mail.text
    return found[1]


def all_done() -> None:
    """Do what was left for later, as the worker does, in a thread of its own, since the browser's loop runs in this one."""
    trouble: list[BaseException] = []

    def working() -> None:
        try:
            work(until_done=True)
        except BaseException as error:
            trouble.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=working)
    thread.start()
    thread.join()
    if trouble:
        raise trouble[0]


@pytest.fixture
def empty_queue(transactional_db: None) -> None:
    """Begin with nothing left for later: the queue's tables are not emptied with the others."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def quiet_fields(open_scene: Scene, empty_queue: None) -> Scene:
    """Return the scene in which most stories play."""
    return open_scene
