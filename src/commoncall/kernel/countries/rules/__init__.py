"""What is known of the countries without a database: their facts and names, and which one a written word means."""

from commoncall.kernel.countries.rules.facts import (
    STATES,
    WORLD,
    Country,
    Form,
    Group,
    Kind,
    Region,
    countries,
    names,
    regions,
    written,
)
from commoncall.kernel.countries.rules.index import Reason
from commoncall.kernel.countries.rules.order import sort_key
from commoncall.kernel.countries.rules.recognition import Outcome, Recognition, recognise
from commoncall.kernel.countries.rules.several import recognise_several

__all__ = [
    "STATES",
    "WORLD",
    "Country",
    "Form",
    "Group",
    "Kind",
    "Outcome",
    "Reason",
    "Recognition",
    "Region",
    "countries",
    "names",
    "recognise",
    "recognise_several",
    "regions",
    "sort_key",
    "written",
]
