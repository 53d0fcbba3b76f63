"""A signpost: what always holds (``defaults``), then what follows from this installation's options (``computed``)."""

from commoncall.config.settings.defaults import *  # noqa: F403
from commoncall.config.settings.computed import *  # noqa: F403 I001
