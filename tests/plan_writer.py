"""Fills in 规划录入.xlsx as a person does: by column, and confirming what is suggested."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jbeco.forms.plan_layout import ABOUT_FIELDS, PLAN_BOOK, TERMS

DISTRICT = {
    "规划名称": "松溪县生态文明建设规划（2021–2035年）",
    "地区": "松溪县",
    "领导小组": "松溪县生态文明建设领导小组",
    "省份": "南江省",
    "来源": "虚构",
    "基准年": "2020",
    "近期目标年": "2025",
    "远期目标年": "2035",
}


class PlanBook:
    """The workbook of a folder, open to be filled in; ``save`` it when done."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / PLAN_BOOK
        self.book = load_workbook(self.path)

    def put(self, sheet: str, line: int, cells: Mapping[str, str]) -> None:
        columns = header(self.book[sheet])
        for column, text in cells.items():
            self.book[sheet].cell(line, columns[column], text)

    def about(self, cells: Mapping[str, str]) -> None:
        for line, label in enumerate(ABOUT_FIELDS, start=2):
            self.put("基本情况", line, {"内容": cells.get(label, "")})

    def rows(self, sheet: str, rows: Iterable[Mapping[str, str]]) -> None:
        for line, cells in enumerate(rows, start=2):
            self.put(sheet, line, cells)

    def targets(self, told: Mapping[str, Mapping[str, str]]) -> None:
        """Fill in the leaves that are told; the others are 不适用."""
        sheet = self.book["目标"]
        number = header(sheet)["编号"]
        for line in range(2, sheet.max_row + 1):
            ident = str(sheet.cell(line, number).value)
            if ident in told:
                self.put("目标", line, {"适用": "是", **told[ident]})
            else:
                self.put("目标", line, {"适用": "否"})

    def confirm(self) -> None:
        """Say 是 to every wording that there is, as a person does who agrees with all of them."""
        sheet = self.book["目标"]
        columns = header(sheet)
        for line in range(2, sheet.max_row + 1):
            for term in TERMS:
                if sheet.cell(line, columns[term.text]).value:
                    sheet.cell(line, columns[term.confirmation], "是")

    def said(self, ident: str, column: str) -> str:
        sheet = self.book["目标"]
        columns = header(sheet)
        [line] = [n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 1).value == ident]
        return str(sheet.cell(line, columns[column]).value or "")

    def save(self) -> None:
        self.book.save(self.path)


def header(sheet: Worksheet) -> dict[str, int]:
    """Return the number of each column by its name."""
    return {str(cell.value): cell.column for cell in sheet[1]}
