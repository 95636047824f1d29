"""The section 只用标准函数 of the README does what it says."""

import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_readme_says_what_the_functions_give(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?from jbeco.standards.*?)```", text, flags=re.DOTALL)
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    exec(code, names)
    air, water = names["air"], names["water"]
    assert air.iaqi([2.2, 65.4], "CO", "1h", "2012").tolist() == [22, 218]
    days = air.good_days(names["report"])
    assert f"优良 {days.good} 天，超标 {days.exceeded} 天，未计入 {days.invalid} 天" in code
    assert f"GB 3838-2002：{water.section_class(names['section']).item()}" in code
    assert air.annual_statistics(names["days"]).loc["pm25", "complies"]
