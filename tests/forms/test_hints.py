"""What a prompt gives as an example passes the very cell that it stands beside."""

import re

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from jbeco.forms.template import write_template
from jbeco.plan import load_plan

EXAMPLE = re.compile(r"“([^”]+)”|如 ([0-9][0-9.L%:-]*)|完成六成填 (\d+)")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NAMES = {"封面", "数据", "佐证", "上级任务", "措施", "空气小时值", "水质断面", "要求原文"}
"""Sheets and columns that a prompt speaks of."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("hints") / "a.xlsx"
    write_template(load_plan(), 2025, "ecology", path, {})
    return load_workbook(path)


def passes(validation: DataValidation, example: str) -> bool:
    """Whether a cell takes an example as it stands, without a question."""
    if example in NAMES or not validation.showErrorMessage:
        return True  # it names a place, or anything passes
    if validation.type == "list":
        return example in str(validation.formula1).strip('"').split(",")
    if validation.type in ("decimal", "whole"):
        return NUMBER.fullmatch(example) is not None
    if validation.type == "date":
        return DAY.fullmatch(example) is not None or re.fullmatch(r"\d\d:\d\d", example) is not None
    number = example.removesuffix("L")
    return f'"{example}"' in str(validation.formula1) or NUMBER.fullmatch(number) is not None


def test_every_example_passes_its_own_cell(book: Workbook) -> None:
    refused, seen = [], 0
    for sheet in book:
        for validation in sheet.data_validations.dataValidation:
            for found in EXAMPLE.finditer(validation.prompt or ""):
                example = next(text for text in found.groups() if text)
                seen += 1
                if not passes(validation, example):
                    refused.append((sheet.title, str(validation.sqref)[:20], example))
    assert seen > 30
    assert refused == []
