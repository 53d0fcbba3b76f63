"""Django's view of the voice."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """The floor above the call."""

    name = "commoncall.voice"
    label = "voice"
