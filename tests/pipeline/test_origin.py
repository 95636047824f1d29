"""What was made from other submissions is neither revised nor replaced."""

from pathlib import Path

import pytest

from jbeco.pipeline.origin import FOLDER, check_origin, folder_name, origin_of
from jbeco.pipeline.seal import write_seal_table
from jbeco.problems import JbecoError


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    write_seal_table(tmp_path / "tables", {}, origin_of(Path("data/raw"), invented=False))
    return tmp_path / "tables"


def test_all_that_was_made_from_others_is_named_at_once(tmp_path: Path) -> None:
    folders = [tmp_path / "reports" / name / "tables" for name in ("2023-annual", "2024-annual")]
    folders.append(tmp_path / "processed" / "2023")
    for folder in folders:
        folder.mkdir(parents=True)
        write_seal_table(folder, {}, origin_of(Path("data/example"), invented=True))
    with pytest.raises(JbecoError) as caught:
        check_origin({FOLDER: "raw"}, *folders)
    of_reports, of_tables = caught.value.problems
    assert of_reports.where == str(tmp_path / "reports")
    assert "里面的 2023-annual、2024-annual 是填报文件夹“example”得出的" in of_reports.what
    assert of_tables.where == str(tmp_path / "processed")


def test_the_folder_is_named_without_the_way_to_it() -> None:
    assert origin_of(Path("data/raw"), invented=False) == {
        "填报文件夹": "raw",
        "填报性质": "报送",
    }
    assert folder_name(Path("data/raw/../example")) == "example"


def test_the_same_submissions_pass_and_so_does_an_empty_place(tables: Path) -> None:
    check_origin(origin_of(Path("elsewhere/raw"), invented=False), tables, tables / "none")


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        ({FOLDER: "public"}, "填报文件夹“raw”得出的，这次是“public”"),
        (origin_of(Path("raw"), invented=True), "填报性质“报送”得出的，这次是“示例”"),
    ],
)
def test_other_submissions_are_refused_and_the_way_out_is_told(
    tables: Path, origin: dict[str, str], told: str
) -> None:
    with pytest.raises(JbecoError, match=told) as caught:
        check_origin(origin, tables)
    (problem,) = caught.value.problems
    assert problem.where == str(tables.parent.parent)
    assert f"里面的 {tables.parent.name} 是" in problem.what
    assert "--reports" in problem.mend
    assert "--processed" in problem.mend
