"""Django's view of the files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files stand on parties."""

    name = "commoncall.kernel.files"
    label = "files"
