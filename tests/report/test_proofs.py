"""Documents stand at their criterion, each with its scan and the scan's hash."""

from typing import Any

from jbeco.pipeline.evaluate import assess_year
from jbeco.report.proofs import proof_lines
from jbeco.report.why import why_text
from jbeco.tables import file_sha256

PROOF = {
    **{"佐证!A2": "C03", "佐证!B2": "通报", "佐证!C2": "甬环〔2025〕1号", "佐证!D2": "2025-02-03"},
    **{"佐证!E2": "市水利局", "佐证!G2": "通报.pdf"},
}


def test_a_document_names_its_scan_and_its_hash(clerk: Any) -> None:
    clerk.send("water", PROOF)
    scan = clerk.folder / "附件" / "通报.pdf"
    scan.parent.mkdir()
    scan.write_bytes(b"x")
    assessed = assess_year(2024, clerk.data, clerk.plan_folder)
    (line,) = proof_lines(assessed, "C03")
    digest = file_sha256(scan)[:12]
    told = "通报，甬环〔2025〕1号，2025-02-03，市水利局，附件 通报.pdf"
    assert line == f"{told}（sha256 {digest}…）"
    assert f"佐证：{line}" in why_text(assessed, "C03")
    assert proof_lines(assessed, "C01") == []


def test_a_scan_that_did_not_come_is_said(clerk: Any) -> None:
    clerk.send("water", PROOF)
    assessed = assess_year(2024, clerk.data, clerk.plan_folder)
    (line,) = proof_lines(assessed, "C03")
    assert line.endswith("附件 通报.pdf（没有收到）")


def test_a_number_beside_a_figure_is_a_document_too(clerk: Any) -> None:
    beside = {"数据!I2": "年报", "数据!J2": "统〔2025〕3号", "数据!K2": "2025-02-01"}
    clerk.send("water", beside)
    assessed = assess_year(2024, clerk.data, clerk.plan_folder)
    (line,) = proof_lines(assessed, "C03")
    assert line == "年报，统〔2025〕3号，2025-02-01，文号注在该数旁"
