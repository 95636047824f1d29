"""Writes a judged year as what is read outside of Jupyter: web page, Word, Excel, one sheet."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from ..assessment import AssessedYear
from ..plan import Plan
from ..report.annex_book import write_annex_book
from ..report.chapters import chapters_of
from ..report.department_files import write_department_files
from ..report.file_names import ANNEX, HTML, ONE_PAGE, WORD_FILE
from ..report.one_page import write_one_page
from ..report.report_docx import write_report_docx
from ..report.results import title, write_guide, write_results
from ..stage_tables import FolderTables
from .execute import Parameter
from .export import html_report
from .page_pdf import ONE_PAGE_PDF, print_page
from .steps import Scratch, run_report_stage
from .store import Store

__all__ = ["write_other_forms", "write_report"]


def write_report(
    plan: Plan, scratch: Scratch, parameters: Mapping[str, Parameter], store: Store
) -> None:
    """Run the notebook of the report, and write what is read outside of Jupyter.

    Parameters
    ----------
    plan : Plan
        Under which the year was judged.
    scratch : Scratch
        The run's folder, with the tables of all stages.
    parameters : mapping
        As the notebooks get them.
    store : Store
        Where finished stages are kept.
    """
    year, review = int(parameters["year"]), str(parameters["review"])
    assessed = AssessedYear(plan, year, review, FolderTables(scratch.tables))
    write_guide(scratch.tables)
    write_results(scratch.tables, scratch.report / "results.json")
    with ThreadPoolExecutor(1) as beside:  # while the notebook's kernel works
        others = beside.submit(write_other_forms, assessed, scratch.other_forms)
        page = nbformat.read(run_report_stage(scratch, parameters, store), as_version=4)
        html = html_report(page, title(plan, year, review))
        (scratch.report / HTML).write_text(html, encoding="utf-8", newline="\n")
        others.result()
    for path in scratch.other_forms.iterdir():
        place = scratch.report / path.name
        if place.is_dir():  # of a first time, which was made to be compared
            shutil.rmtree(place)
        path.replace(place)
    scratch.other_forms.rmdir()


def write_other_forms(assessed: AssessedYear, folder: Path) -> None:
    """Write the report for Word and Excel, for each department and on one page.

    Parameters
    ----------
    assessed : AssessedYear
        The year as it was judged.
    folder : Path
        Is made.
    """
    folder.mkdir()
    chapters = chapters_of(assessed)
    write_one_page(assessed, chapters, folder / ONE_PAGE)
    print_page(folder / ONE_PAGE, folder / ONE_PAGE_PDF)
    write_annex_book(assessed, chapters, folder / ANNEX)
    write_department_files(assessed, chapters, folder)
    write_report_docx(assessed, chapters, folder / WORD_FILE)
