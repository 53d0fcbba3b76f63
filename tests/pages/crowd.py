"""Many rows of everything that pages list, made quickly and without ceremony."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from commoncall.call.models import Endorsement, Endorser, EndorserKind, Version
from commoncall.decisions.models import Decision, Dissociation, Elector, Response
from commoncall.decisions.rules.rule import Answer
from commoncall.diplomacy.models import DepositaryAct, Following, Proposal, Remark
from commoncall.drafting.models import Amendment, BottomLine, Comment
from commoncall.drafting.models import Text as DraftedText
from commoncall.drafting.models import Version as Drafted
from commoncall.drafting.rules.applying import changing
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Session
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Role
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Address, Invitation, Mandate, Organisation, Person
from commoncall.kernel.search import kinds
from commoncall.kernel.search.actions import indexing
from commoncall.membership.models import Application, Batch, BatchRow, Membership, Note, Opinion, SavedFilter, Tag
from commoncall.voice.models import Doubt, Letter, Listed, Signature
from tests.scene import Scene

#: As many as one organisation may have of people and notes, or one person of sessions and kept questions.
OF_ONE = 60
COUNTRIES = ("ML", "TR", "SE", "LB", "KE", "PE", "JP", "FR", "NP", "EG")


def crowd(scene: Scene, start: int, end: int) -> None:
    """Fill the scene's coalition with organisations, people and all that belongs to them, numbered from ``start`` up to ``end``."""
    numbers = range(start, end)
    rows, coalition, now = scene.rows["ours"], scene.cast.quiet_fields, time.now()
    organisations = Organisation.objects.bulk_create(
        Organisation(coalition=coalition, name=f"Group {n:04}", searchable=f"group {n:04}", naming=list(Naming)[n % 3]) for n in numbers
    )
    memberships = Membership.objects.bulk_create(
        Membership(
            organisation=one, coalition=coalition, country_id=COUNTRIES[n % 10], network=rows["organisation"].membership if n % 4 == 0 else None
        )
        for n, one in zip(numbers, organisations, strict=True)
    )
    through = Membership.works_in.through
    through.objects.bulk_create(
        through(membership_id=one.pk, country_id=COUNTRIES[(n + k) % 10]) for n, one in zip(numbers, memberships, strict=True) for k in range(3)
    )
    tags = Tag.objects.bulk_create(Tag(coalition=coalition, name=f"tag {n:04}") for n in numbers)
    Tag.memberships.through.objects.bulk_create(
        Tag.memberships.through(tag_id=tag.pk, membership_id=one.pk) for tag, one in zip(tags, memberships, strict=True)
    )
    _people(scene, start, end, organisations)
    if found := kinds.part_named("organisation"):
        indexing.write(found[1], [one.pk for one in organisations])
    _applications(scene, start, end, organisations)
    _papers(scene, start, end)
    _endorsers(scene, start, end)
    _treaties(scene, start, end)
    _drafts(scene, start, end, organisations)
    _decisions(scene, start, end, organisations)
    _voice(scene, start, end, organisations)
    Session.objects.bulk_create(
        Session(session_key=f"{n:064}", account=scene.cast.leila, session_data="", expire_date=now + timedelta(days=9), began_at=now, seen_at=now)
        for n in numbers[:OF_ONE]
    )
    # The database would do so by itself within a minute. Until then it takes every table for a small one.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _applications(scene: Scene, start: int, end: int, organisations: list[Organisation]) -> None:
    """Fill the list of applications, and let many be asked about two of them."""
    coalition, now, states = scene.cast.quiet_fields, time.now(), [one for one in Application.State if one != Application.State.DRAFT]
    Application.objects.bulk_create(
        Application(
            coalition=coalition,
            name=f"Applicant {n:04}",
            searchable=f"applicant {n:04}",
            state=states[n % len(states)],
            started_at=now,
            saved_at=now,
            submitted_at=now,
        )
        for n in range(start, end)
    )
    for row, stage in (("application_consulting", Opinion.Stage.CONSULTATION), ("application_deciding", Opinion.Stage.CONSULTATION)):
        told = {"application": scene.rows["ours"][row], "stage": stage, "asked_at": now, "answer": "yes"}
        Opinion.objects.bulk_create(Opinion(organisation=one, **told) for one in organisations[:60])


def _decisions(scene: Scene, start: int, end: int, organisations: list[Organisation]) -> None:
    """Let many decide, dissent among them, and let many decisions be open, announced, prepared and taken."""
    rows, coalition, now = scene.rows["ours"], scene.cast.quiet_fields, time.now()
    answers = [one.value for one in Answer]
    for row in ("decision", "decision_meeting", "decision_adopted"):
        told = {"decision": rows[row], "region": "002", "category": "ordinary"}
        Elector.objects.bulk_create(Elector(organisation=one, country=COUNTRIES[n % 10], **told) for n, one in enumerate(organisations, start))
        said = {"decision": rows[row], "reason": "Terns differ.", "said_at": now}
        Response.objects.bulk_create(
            Response(organisation=one, answer=answers[n % len(answers)], **said) for n, one in enumerate(organisations, start) if n % 7
        )
    Dissociation.objects.bulk_create(Dissociation(decision=rows["decision_adopted"], organisation=one, said_at=now) for one in organisations[::3])
    states = list(Decision.State)
    Decision.objects.bulk_create(
        Decision(
            coalition=coalition,
            number=None if states[n % len(states)] == "draft" else 1_000 + n,
            title=f"Question {n:04}",
            language="en",
            state=states[n % len(states)],
            rule=rows["decision"].rule,
            begun_at=now,
            opens_at=now + timedelta(days=2),
            opened_at=now,
            closes_at=now + timedelta(days=n % 20 + 1),
            closed_at=now if n % len(states) > 2 else None,
            outcome=rows["decision_adopted"].outcome if n % len(states) > 2 else None,
            is_public=n % 3 == 0,
        )
        for n in range(start, end)
    )


def _voice(scene: Scene, start: int, end: int, organisations: list[Organisation]) -> None:
    """Let many sign a letter, doubts among them; let many letters be open, prepared and closed; list many under a statement."""
    rows, coalition, now = scene.rows["ours"], scene.cast.quiet_fields, time.now()
    letter, told = rows["letter"], {"coalition": coalition, "letter": rows["letter"], "made_at": now, "signed_at": now}
    Signature.objects.bulk_create(Signature(organisation=one, authoriser="Ouzel Orr", **told) for one in organisations[::2])
    outside = Signature.objects.bulk_create(
        Signature(
            kind="organisation" if n % 2 else "individual",
            name=f"Signer {n:04}",
            searchable=f"signer {n:04}",
            country_id=COUNTRIES[n % 10],
            naming=Naming.PUBLIC if n % 5 else Naming.COORDINATORS,
            address=f"s{n}@signers.example",
            **told,
        )
        for n in range(start, end)
    )
    Doubt.objects.bulk_create(
        Doubt(letter=letter, signature=one, other=rows["signature_outside"], why="almost_same_name", found_at=now) for one in outside[::3]
    )
    last = Letter.objects.filter(coalition=coalition).order_by("-number")[0].number
    states = list(Letter.State)
    Letter.objects.bulk_create(
        Letter(
            coalition=coalition,
            number=last + 1 + n - start,
            version=letter.version,
            addressee=f"Addressee {n:04}",
            who=["members"],
            state=states[n % len(states)],
            begun_at=now,
            opened_at=now,
            closes_at=now + timedelta(days=n % 20 + 1),
            closed_at=now if states[n % len(states)] == "closed" else None,
        )
        for n in range(start, end)
    )
    Listed.objects.bulk_create(Listed(statement=rows["statement"], organisation=one) for one in organisations)


def _endorsers(scene: Scene, start: int, end: int) -> None:
    """Let many endorse from outside, of every kind; some are only counted, some have not confirmed."""
    coalition, now = scene.cast.quiet_fields, time.now()
    version = Version.objects.get(coalition=coalition, text__kind="call", state=Version.State.ADOPTED)
    endorsers = Endorser.objects.bulk_create(
        Endorser(
            coalition=coalition,
            kind=EndorserKind.values[n % len(EndorserKind.values)],
            name=f"Endorser {n:04}",
            searchable=f"endorser {n:04}",
            country_id=COUNTRIES[n % 10],
            naming=Naming.PUBLIC if n % 5 else Naming.COORDINATORS,
            address=f"e{n}@endorsers.example",
            made_at=now,
            confirmed_at=now if n % 7 else None,
        )
        for n in range(start, end)
    )
    Endorsement.objects.bulk_create(
        Endorsement(coalition=coalition, version=version, endorser=one, came="public", endorsed_at=now) for one in endorsers if one.confirmed_at
    )


def _treaties(scene: Scene, start: int, end: int) -> None:
    """Let many people follow states, many acts be known and corrected, many reports and status tables wait."""
    coalition, now, rows = scene.cast.quiet_fields, time.now(), scene.rows["ours"]
    treaty, states = rows["act"].instrument, sorted(countries.states())
    people = list(Person.objects.filter(coalition=coalition, name__startswith="Person ").order_by("-name")[: end - start])
    owners = Mandate.objects.filter(person__in=people).exclude(organisation=rows["organisation"]).values_list("person", "organisation")
    Following.objects.bulk_create(
        Following(coalition=coalition, country_id=states[n % 40] if n % 3 else "ML", person_id=person, organisation_id=organisation, begun_at=now)
        for n, (person, organisation) in enumerate(owners)
    )
    DepositaryAct.objects.bulk_create(
        DepositaryAct(
            instrument=treaty,
            participant=states[n % len(states)],
            country_id=states[n % len(states)],
            kind="signature",
            done_on=now.date() - timedelta(days=n % 28 + 1 + n // len(states) * 40),
            accepted_at=now,
        )
        for n in range(start, end)
    )
    Remark.objects.bulk_create(
        Remark(coalition=coalition, instrument=treaty, words=f"Words {n}", made_at=now, settled_at=now if n % 2 else None) for n in range(start, end)
    )
    for waits in (rows["proposal"], rows["shared_proposal"]):
        sample = {name: getattr(waits, name) for name in ("instrument", "coalition", "as_of", "file_name", "content", "differences", "made_at")}
        Proposal.objects.bulk_create(Proposal(**sample, digest=f"{n:064}") for n in range(start, min(end, OF_ONE)))


def _drafts(scene: Scene, start: int, end: int, organisations: list[Organisation]) -> None:
    """Let there be many texts, and one to which many amendments and comments came, most of them at the same place."""
    coalition, now, rows = scene.cast.quiet_fields, time.now(), scene.rows["ours"]
    texts = DraftedText.objects.bulk_create(
        DraftedText(coalition=coalition, title=f"Draft {n:04}", language="en", begun_at=now) for n in range(start, end)
    )
    Drafted.objects.bulk_create(Drafted(coalition=coalition, text=one, number=1, state="open", begun_at=now, opened_at=now) for one in texts)
    version = rows["draft_open"]
    words = {f"p{at}": text for at, text in ((1, "Ospreys fledge."), (2, "Avocets moult."), (3, "Gannets plunge."))}
    changes = [changing(Paragraph(key, text), f"{text[:-1]} {n}.") for n in range(9) for key, text in words.items()]
    Amendment.objects.bulk_create(
        Amendment(
            coalition=coalition,
            version=version,
            number=n + 100,
            language="en",
            organisation=one,
            changes=[changes[n % len(changes)].as_stored()],
            treatment="refuse" if n % 2 else "",
            reply="insist" if n % 6 == 1 else "",
            proposed_at=now,
        )
        for n, one in zip(range(start, end), organisations, strict=True)
    )
    Comment.objects.bulk_create(
        Comment(
            coalition=coalition, version=version, paragraph=f"p{n % 4}" if n % 4 else "", language="en", organisation=one, text="Dunlin.", said_at=now
        )
        for n, one in zip(range(start, end), organisations, strict=True)
    )
    BottomLine.objects.bulk_create(
        BottomLine(coalition=coalition, organisation=scene.cast.sahel, words=[f"Word {n}"], warning=f"Warning {n}", noted_at=now)
        for n in range(start, min(end, OF_ONE))
    )


def _people(scene: Scene, start: int, end: int, organisations: list[Organisation]) -> None:
    coalition, now = scene.cast.quiet_fields, time.now()
    people = Person.objects.bulk_create(Person(coalition=coalition, name=f"Person {n:04}", searchable=f"person {n:04}") for n in range(start, end))
    Address.objects.bulk_create(
        Address(person=one, coalition=coalition, address=f"p{n}@people.example") for n, one in zip(range(start, end), people, strict=True)
    )
    pairs = [*zip(people, organisations, strict=True), *((one, scene.rows["ours"]["organisation"]) for one in people[:OF_ONE])]
    Mandate.objects.bulk_create(
        Mandate(coalition=coalition, person=person, organisation=organisation, role=Role.REPRESENTATIVE, starts_at=now)
        for person, organisation in pairs
    )
    Invitation.objects.bulk_create(Invitation(coalition=coalition, person=one, sent_at=now) for one in people[::2])


def _papers(scene: Scene, start: int, end: int) -> None:
    rows, coalition, now, numbers = scene.rows["ours"], scene.cast.quiet_fields, time.now(), range(start, end)
    states = list(Message.State)
    Message.objects.bulk_create(
        Message(
            coalition=coalition,
            kind="parties.invitation",
            address=f"p{n}@people.example",
            subject=f"Subject {n}",
            text="Words.",
            written_at=now,
            due_at=now,
            state=states[n % len(states)],
        )
        for n in numbers
    )
    Note.objects.bulk_create(
        Note(membership=rows["organisation"].membership, text=f"Note {n}", written_by=rows["coordinator"], written_at=now) for n in numbers[:OF_ONE]
    )
    SavedFilter.objects.bulk_create(
        SavedFilter(coalition=coalition, account=scene.cast.leila, name=f"Filter {n}", query="q=x") for n in numbers[:OF_ONE]
    )
    Batch.objects.bulk_create(
        Batch(coalition=coalition, file_name=f"list {n}.csv", entered_by=rows["coordinator"], state=Batch.State.DONE, counts={"rows": 3, "new": 3})
        for n in numbers
    )
    ready = list(BatchRow.objects.filter(batch=rows["batch_ready"], number__lt=10))
    BatchRow.objects.bulk_create(
        BatchRow(batch=one.batch, number=n + 10, cells=one.cells, verdict=one.verdict, plan=one.plan)
        for n in numbers
        for one in [ready[n % len(ready)]]
    )
    Batch.objects.filter(pk=rows["batch_ready"].pk).update(counts=rows["batch_ready"].counts | {"rows": end + 3, "new": end, "questions": end})
    Ask.objects.bulk_create(Ask(coalition=coalition, kind="tests.ask", organisation=scene.cast.sahel, asked_at=now) for n in numbers)
    kinds = Entry.objects.filter(chain=coalition.chain).select_related("particulars")
    sample = list(kinds[:12])
    Entry.objects.bulk_create(
        Entry(
            chain=coalition.chain,
            kind=one.kind,
            at=now,
            capacity=one.capacity,
            person=rows["coordinator"].pk,
            subject_kind=one.subject_kind,
            subject=one.subject,
            concerns=rows["organisation"].pk,
            audience=one.audience,
            facts=one.facts,
            commitment=one.commitment,
        )
        for n in numbers
        for one in [sample[n % len(sample)]]
    )
