"""The application that the web server runs."""

import os
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from commoncall.installation.processes.orphans import stay_with_keeper
from commoncall.web.keeping.application import Keeping
from commoncall.web.keeping.copies import Copies

# The server starts further processes of its own, which nobody would end if it were killed together with its keeper.
stay_with_keeper()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commoncall.config.settings")
application: WSGIApplication = get_wsgi_application()
if settings.PUBLIC_PAGES_KEPT:
    application = Keeping(application, Copies(settings.PUBLIC_PAGES_KEPT), [code for code, _name in settings.PUBLIC_LANGUAGES])
