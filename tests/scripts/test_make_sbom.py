"""The bill of materials is what the lock says, and is committed with it."""

import json
import tomllib

from scripts.make_sbom import LOCK, PROJECT, SBOM, locked, sbom

TEXT = """\
a-b==1.2 \\
    --hash=sha256:00
c==3 ; sys_platform == 'win32' \\
    --hash=sha256:01
"""


def test_the_committed_file_is_that_of_the_lock() -> None:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    made = sbom(LOCK.read_text(encoding="utf-8"), project)
    assert made == SBOM.read_text(encoding="utf-8"), "请运行 python -m scripts.make_sbom"


def test_every_pin_is_a_component_with_its_marker() -> None:
    project = {"name": "jbeco", "version": "1", "license": "MIT"}
    told = json.loads(sbom(TEXT, project))
    assert [one["purl"] for one in told["components"]] == ["pkg:pypi/a-b@1.2", "pkg:pypi/c@3"]
    assert "properties" not in told["components"][0]
    assert told["components"][1]["properties"] == [
        {"name": "marker", "value": 'sys_platform == "win32"'}
    ]
    assert told["metadata"]["component"]["licenses"] == [{"license": {"id": "MIT"}}]
    references = [one["bom-ref"] for one in json.loads(SBOM.read_text("utf-8"))["components"]]
    assert len({*references}) == len(references) == len(locked(LOCK.read_text("utf-8")))
