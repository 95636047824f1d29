"""Names of the files of a published report: to know them needs none of what writes them."""

__all__ = ["ANNEX", "HTML", "ONE_PAGE", "WORD_FILE"]

ANNEX = "附表.xlsx"
HTML = "report.html"
ONE_PAGE = "一页纸.html"
WORD_FILE = "report.docx"
