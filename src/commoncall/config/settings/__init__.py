"""A signpost: what always holds (``defaults``), then what follows from this installation's options (``computed``)."""

# isort: off
from commoncall.config.settings.defaults import *
from commoncall.config.settings.computed import *
