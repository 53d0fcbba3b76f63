"""What a treaty's public pages cost: made anew for each reader, and kept, each beside a fixed page of its length from the same server."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from benchmarks.figures import Rounds, Story, short, times
from benchmarks.keeping import AIM, READERS, answer, kept_for, rate
from benchmarks.pages import Cost, cost, serving
from benchmarks.place import Place
from benchmarks.world import World
from commoncall.diplomacy.actions.pursuits import pursue
from commoncall.diplomacy.models import DepositaryAct, Instrument
from commoncall.kernel import time
from commoncall.kernel.countries import queries as countries

CODE = "ccm"
AS_OF = date(2026, 2, 3)
#: So many requests of a page that is made for each reader.
REQUESTS = 20

#: What is asked for: its name, and its address behind that of the treaty.
ASKED = {
    "map and table": "",
    "map and table on an earlier day": "on/2012-01-01/",
    "a state": "states/no/",
    "feed": "feed.xml",
    "table as CSV": "status.csv",
    "map for other sites": "embed/",
}


@dataclass(frozen=True)
class Found:
    """What one address costs made for each reader, how often it is answered kept, and how often the floor of its length."""

    size: int
    cold: Cost
    kept: tuple[Rounds, Rounds]
    floor: tuple[Rounds, Rounds]

    @property
    def share(self) -> float:
        """How often the kept page is answered, as a share of the floor."""
        return self.kept[0].middle / self.floor[0].middle


def measure(place: Place, world: World) -> list[Story]:
    """Measure each address, cold and kept, and a fixed page as long as each."""
    show(world)
    base, seconds = f"/en/{world.coalition.slug}/treaties/{CODE}/", 1.0
    few = replace(place, sizes=replace(place.sizes, requests=REQUESTS))
    cold, kept, sizes = {}, {}, {}
    # One reader after the other: what sixteen at once wait for would be the queue, and not the page.
    with kept_for("0"), serving(place) as (pid, port):
        for name, path in ASKED.items():
            cold[name] = cost(few, pid, port, base + path)
            sizes[name] = len(answer(port, base + path))
    with kept_for("15"), serving(place) as (pid, port):
        for name, path in ASKED.items():
            kept[name] = rate(place, pid, port, base + path, seconds)
    with serving(place, "benchmarks.floor:application") as (pid, port):
        floor = {name: rate(place, pid, port, f"/long/{size}", seconds) for name, size in sizes.items()}
        query = cost(place, pid, port, "/query", expected="<li>")
    return [told({name: Found(sizes[name], cold[name], kept[name], floor[name]) for name in ASKED}, query, place.sizes.rounds)]


def show(world: World) -> None:
    """Let every state have signed and joined, each in its own time, and the coalition show it."""
    instrument = Instrument.objects.get(coalition=None, code=CODE)
    first, told = date(2008, 12, 3), {"source": "Bench table", "as_of": AS_OF, "accepted_at": time.now()}
    DepositaryAct.objects.bulk_create(
        DepositaryAct(instrument=instrument, participant=code, country_id=code, kind=kind, done_on=first + timedelta(days), **told)
        for place, code in enumerate(sorted(countries.states()))
        for kind, days in (("signature", 0), ("ratification", 30 * place))
        if first + timedelta(days) <= AS_OF
    )
    Instrument.objects.filter(pk=instrument.pk).update(source="Bench table", as_of=AS_OF)
    pursue(world.coalition, instrument, is_public=True, by=world.by)


def told(found: dict[str, Found], query: Cost, times_: int) -> Story:
    """Write the table, and how far the aim was reached."""
    columns = ["page", "kB", "made for each reader: CPU, in times the one-query floor", "CPU, ms", "answered in, ms"]
    columns += ["kept: share of the floor", "requests a second", "floor of its length", "CPU a request, ms: kept", "floor"]
    story = Story("A treaty’s public pages, cold and kept", columns)
    for name, one in found.items():
        made = (times(one.cold.both, query.both), one.cold.both, one.cold.answer)
        story.add(name, f"{one.size / 1000:.1f}", *made, f"{one.share:.0%}", one.kept[0], one.floor[0], one.kept[1], one.floor[1])
    least = min(found, key=lambda name: found[name].share)
    costs = found[least].kept[1].middle / found[least].floor[1].middle
    story.words.append(
        f"Each of the {len(countries.states())} states has a row and a place on the map. The sizes are as sent, compressed. Made for each reader: "
        f"{REQUESTS} requests, one after the other, CPU of the server of pages and of the database. Kept: {READERS} readers, each over a connection "
        f"of its own, ask again as soon as they are answered. {times_} rounds. The aim is that each kept page is answered at least {AIM:.0%} as "
        f"often as a fixed page of its length: the least is {found[least].share:.0%} ({least}); by the server's own CPU a request that one is "
        f"{short(costs)} × the floor."
    )
    return story
