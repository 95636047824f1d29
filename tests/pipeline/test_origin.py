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
    assert problem.where == str(tables)
    assert "--reports" in problem.mend
    assert "--processed" in problem.mend
