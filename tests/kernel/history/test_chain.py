"""The history holds: entries are sealed in order, nothing can be altered or removed unseen, and people can be forgotten."""

import threading
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction

from commoncall.kernel.authority import operator
from commoncall.kernel.history import actions, queries
from commoncall.kernel.history.kinds import kind
from commoncall.kernel.history.models import Chain, Entry, Particulars

HAPPENED = kind("tests.happened", "%(by)s did %(thing)s to %(person)s.")


def write(chain: Chain, count: int = 1, **particulars: str) -> list[Entry]:
    deed = actions.Deed(HAPPENED, subject=uuid4(), facts={"thing": "something"}, particulars=particulars or {"person": "Amina Diallo"})
    with transaction.atomic():
        return actions.record_all([deed] * count, by=operator("Leila"), chain=chain.id)


@pytest.fixture
def chain(db: None) -> Chain:
    return actions.open_chain("a coalition")


def verified(chain: Chain, seal: str = "") -> queries.Verification:
    return queries.verify(Chain.objects.get(pk=chain.pk), seal=seal)


def test_a_deed_is_written_only_in_its_transaction(chain: Chain) -> None:
    def deed() -> None:
        with transaction.atomic():
            write(chain)
            raise Error("the deed failed after all")

    with pytest.raises(Error):
        deed()
    assert not Entry.objects.filter(chain=chain).exists()


def test_sealed_entries_verify_and_an_old_seal_is_found_again(chain: Chain) -> None:
    write(chain, 3)
    assert actions.seal_chain(chain.id) == 3
    noted = verified(chain).head
    write(chain, 2)
    assert verified(chain).unsealed == 2
    actions.seal_chain(chain.id)
    found = verified(chain, noted)
    assert found.holds
    assert found.length == 5
    assert found.seal_found


def test_a_seal_that_never_was_is_not_found(chain: Chain) -> None:
    write(chain)
    actions.seal_chain(chain.id)
    assert not verified(chain, "00" * 32).holds


def test_shredding_forgets_the_person_and_the_chain_still_holds(chain: Chain) -> None:
    entry = write(chain)[0]
    actions.seal_chain(chain.id)
    assert "Amina Diallo" in queries.told(Entry.objects.filter(pk=entry.pk))[0].sentence
    assert actions.shred([entry.id]) == 1
    assert "Amina" not in queries.told(Entry.objects.filter(pk=entry.pk))[0].sentence
    found = verified(chain)
    assert found.holds
    assert found.shredded == 1


@pytest.mark.parametrize(
    "tampering",
    [
        'UPDATE history_entry SET facts = \'{"thing": "nothing"}\'',
        "UPDATE history_entry SET at = at - interval '1 day'",
        "UPDATE history_entry SET sequence = sequence + 7, seal = seal",
        "DELETE FROM history_entry WHERE sequence = 2",
        'UPDATE history_particulars SET data = \'{"person": "Nobody"}\'',
    ],
)
def test_the_database_refuses_to_alter_what_was_written(chain: Chain, tampering: str) -> None:
    write(chain, 3)
    actions.seal_chain(chain.id)
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(tampering)


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ('UPDATE history_entry SET facts = \'{"thing": "nothing"}\' WHERE sequence = 2', "entry 2 was altered"),
        (
            "DELETE FROM history_particulars USING history_entry WHERE entry_id = id AND sequence = 2; DELETE FROM history_entry WHERE sequence = 2",
            "place 2 is missing",
        ),
        ('UPDATE history_particulars SET data = \'{"person": "Nobody"}\'', "particulars of entry 1 were altered"),
        (
            "DELETE FROM history_particulars USING history_entry WHERE entry_id = id AND sequence = 3; DELETE FROM history_entry WHERE sequence = 3",
            "but 3 were sealed",
        ),
    ],
)
def test_who_gets_past_the_guards_is_found_out(chain: Chain, tampering: str, fault: str) -> None:
    write(chain, 3)
    actions.seal_chain(chain.id)
    with connection.cursor() as cursor:
        # A host can switch the guards off, as the tables' owner; the chain still tells.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE history_entry DISABLE TRIGGER USER; ALTER TABLE history_particulars DISABLE TRIGGER USER")
        cursor.execute(tampering)
    found = verified(chain)
    assert not found.holds
    assert any(fault in one for one in found.faults), found.faults


def test_a_host_that_seals_again_is_found_out_by_an_old_seal(chain: Chain) -> None:
    write(chain, 3)
    actions.seal_chain(chain.id)
    noted = verified(chain).head
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE history_entry DISABLE TRIGGER USER")
        cursor.execute('UPDATE history_entry SET facts = \'{"thing": "nothing"}\' WHERE sequence = 1')
        cursor.execute("UPDATE history_entry SET sequence = NULL, seal = NULL")
        cursor.execute("UPDATE history_chain SET head = decode(repeat('00', 32), 'hex'), length = 0 WHERE id = %s", [chain.id])
    actions.seal_chain(chain.id)
    assert verified(chain).holds
    assert not verified(chain, noted).holds


def test_removing_a_chain_takes_it_whole_and_no_other(chain: Chain) -> None:
    other = actions.open_chain("another")
    write(other)
    write(chain, 2)
    with transaction.atomic():
        actions.remove_chain(chain.id)
    assert not Entry.objects.filter(chain_id=chain.id).exists()
    assert not Particulars.objects.filter(entry__chain_id=chain.id).exists()
    actions.seal_chain(other.id)
    assert verified(other).holds


@pytest.mark.django_db(transaction=True)
def test_sealers_and_writers_at_once_leave_one_unbroken_chain() -> None:
    chain = actions.open_chain("busy")
    troubles: list[Exception] = []

    def work(job: object) -> None:
        try:
            for _turn in range(10):
                write(chain, 3) if job == "write" else actions.seal_chain(chain.id)
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(job,)) for job in ("write", "seal", "write", "seal")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    actions.seal_chain(chain.id)
    assert not troubles
    found = verified(chain)
    assert found.holds
    assert found.length == 60
    with transaction.atomic():
        actions.remove_chain(chain.id)
