"""The settings of the test suite: those of an installation, quicker and without files on the side."""

import os
import tempfile
from pathlib import Path

# Nobody's own commoncall.toml takes part in the tests, and no key is made for them: this folder is not there.
os.environ["COMMONCALL_DATA"] = str(Path(tempfile.gettempdir()) / "commoncall-tests-have-no-data-folder")
os.environ["COMMONCALL_SECRET_KEY"] = "only for tests, where nothing needs to be kept"  # noqa: S105

from commoncall.config.settings import *

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
WHITENOISE_AUTOREFRESH = True
# A test that wants pages to be kept asks for it.
PUBLIC_PAGES_KEPT = 0
