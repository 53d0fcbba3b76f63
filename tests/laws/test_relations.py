"""Relations between tables run down the same floors as imports do; a string in a foreign key must not slip past."""

from django.apps import apps

FLOORS = [
    "procrastinate",
    "diplomacy",
    "voice",
    "call",
    "decisions",
    "drafting",
    "leadership",
    "membership",
    "asks files outbox search",
    "parties",
    "accounts countries",
    "history",
]
ORDER = {label: position for position, floor in enumerate(reversed(FLOORS)) for label in floor.split()}
FOUNDATION = {"auth", "contenttypes", "sessions"}


def test_relations_run_downward() -> None:
    upward = []
    for model in apps.get_models():
        here = ORDER.get(model._meta.app_label)
        if here is None:
            continue
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            there = field.related_model._meta.app_label
            if there in FOUNDATION or there == model._meta.app_label:
                continue
            if ORDER[there] >= here:
                upward.append(f"{model._meta.label}.{field.name} -> {there}")
    assert not upward


def test_every_app_of_ours_has_its_floor() -> None:
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("commoncall.") and list(app.get_models())}
    assert ours <= set(ORDER)
