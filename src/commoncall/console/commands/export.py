"""``export``: the directory of a coalition, to a file."""

import argparse

from commoncall.console import coalitions, readiness
from commoncall.console.answers import Answer
from commoncall.installation.folder import Folder
from commoncall.installation.identity import as_starter
from commoncall.installation.postgres.server import Server
from commoncall.installation.trouble import Trouble, with_file
from commoncall.membership.actions.exports import Form, download
from commoncall.membership.rules.filters import Filters

FORMS = {".csv": Form.ORGANISATIONS_CSV, ".xlsx": Form.ORGANISATIONS_XLSX, ".vcf": Form.PEOPLE_VCF}


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Write the file; the export is a deed that the history tells."""
    form = FORMS.get(said.file.suffix.lower())
    if form is None:
        raise Trouble(
            f"“{said.file.name}” does not say what it is to be.",
            "end its name with .csv or .xlsx for the organisations, or with .vcf for their people.",
        )
    readiness.prepare(settled)
    coalition = coalitions.chosen(said.coalition)
    made = download(Filters(), form, by=coalitions.the_operator(coalition))
    try:
        with as_starter(), said.file.open("xb") as target:
            target.write(made.content)
    except OSError as error:
        raise with_file(error, said.file) from error
    return Answer([f"{said.file}: {len(made.content):,} bytes."], {"file": str(said.file), "bytes": len(made.content)})
