"""What a search costs among very many texts in four scripts, beside the floor of a page of one query."""

from __future__ import annotations

import itertools
import random
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote_plus
from uuid import UUID

from benchmarks.figures import Story, short
from benchmarks.pages import cost, serving, tell
from benchmarks.place import Place
from benchmarks.world import World
from commoncall.kernel import time as clock
from commoncall.kernel.history import actions as history
from commoncall.kernel.labels import Label
from commoncall.kernel.search.actions import following
from commoncall.kernel.search.models import Document
from commoncall.membership.models import Note

#: Words from which notes are made; the first of each script is in every seventh note of it, the later the rarer.
SCRIPTS = {
    "Latin": "meeting report delegation ceasefire members treaty observers harvest letter border camp water school signature refugee",
    "Arabic": "الاجتماع تقرير الوفد هدنة الأعضاء معاهدة المراقبون الحصاد رسالة حدود مخيم الماء مدرسة توقيع لاجئة",
    "Cyrillic": "встреча отчёт делегация перемирие участники договор наблюдатели урожай письмо граница лагерь вода школа подпись беженец",
    "Han": "会议纪要 报告书 代表团 停火协议 成员单位 国际条约 观察员 收成季节 公开信 边境地区 难民营 水资源 学校教育 签名活动 流离失所",
}
#: So many words has a note.
LENGTH = 14
_AT_ONCE = 5000


def measure(place: Place, world: World) -> list[Story]:
    """Fill the index, then ask for rare, common and unfinished words."""
    story = Story(
        "Search",
        [
            "looked for",
            "CPU, in times the one-query floor",
            "CPU of the server of pages, ms",
            "CPU of the database, ms",
            "answered in, ms",
            "HTML, kB",
        ],
    )
    texts = place.sizes.texts
    _write(world, texts)
    took = _indexed(world)
    with serving(place, "benchmarks.floor:application") as (pid, port):
        floor = cost(place, pid, port, "/query", expected="<li>")
    tell(story, "floor: a page of one query", floor, floor)
    address = f"/{world.coalition.slug}/search/"
    with serving(place) as (pid, port):
        for name, text, cookie in _questions(world):
            tell(story, name, cost(place, pid, port, f"{address}?q={text}", cookie, "<mark>"), floor)
    held = Document.objects.count()
    story.words.append(
        f"Among {held:,} texts, of which {texts:,} are notes in four scripts. "
        f"Made anew, the index took {took:.0f} s: {short(held / took)} texts a second."
    )
    return [story]


def _questions(world: World) -> Iterator[tuple[str, str, str]]:
    def asked(name: str, text: str, cookie: str = world.coordinator) -> tuple[str, str, str]:
        return name, quote_plus(text), cookie

    for script, words in SCRIPTS.items():
        common, second, *_rest, rare = words.split()
        yield asked(f"{script}: a rare word", rare)
        yield asked(f"{script}: two common words", f"{common} {second}")
    common = SCRIPTS["Latin"].split()[0]
    yield asked("a word that is in very many", common)
    yield asked("the same, asked by a member", common, world.member)
    yield asked("the beginning of a word", "del")
    yield asked("two letters", "me")


def _write(world: World, texts: int) -> None:
    """Write notes straight into their table: what is measured is how they are found."""
    drawn, now = random.Random(1948), clock.now()
    members = [organisation.pk for organisation in world.organisations]
    numbers = iter(range(texts))
    while some := list(itertools.islice(numbers, _AT_ONCE)):
        Note.objects.bulk_create(_note(drawn, number, members, now) for number in some)


def _note(drawn: random.Random, number: int, members: list[UUID], now: datetime) -> Note:
    words = list(SCRIPTS.values())[number % len(SCRIPTS)].split()
    # The n-th word is drawn with a chance of one in n, as in any language.
    chosen = drawn.choices(words[:-1], [1 / place for place in range(1, len(words))], k=LENGTH)
    text = " ".join([*chosen, str(number)] + ([words[-1]] if number // len(SCRIPTS) % 1000 == 0 else []))
    return Note(membership_id=members[number % len(members)], text=text, label=Label.GREEN, written_at=now)


def _indexed(world: World) -> float:
    began = time.monotonic()
    history.seal_all()
    following.make_anew([world.coalition.pk], lambda _coalition, _part, _held: None)
    print(f"bench: {Document.objects.count():,} texts in the index", file=sys.stderr, flush=True)
    return time.monotonic() - began
