"""The application that the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from commoncall.installation.processes.orphans import stay_with_keeper

# The server starts further processes of its own, which nobody would end if it were killed together with its keeper.
stay_with_keeper()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commoncall.config.settings")
application = get_wsgi_application()
