"""What the command says of editions and of what changed between them."""

import pytest

from jbeco.frameworks.editions_text import editions_text, passages_text
from jbeco.problems import JbecoError


def test_each_edition_says_whether_it_can_be_used() -> None:
    said = editions_text()
    assert "national-2019　国家生态文明建设示范市县建设指标（环生态〔2019〕76号，2019）" in said
    assert said.count("可用；原文旁证") == 2
    assert said.count("没有表，不能直接用；原文未读") == 2


def test_a_passage_says_from_where_to_where_and_how_sure() -> None:
    said = passages_text("national-2019", "city-2024").splitlines()
    assert "7-1 → 4-1 优良天数比例｜改变（考核任务之外另要求 ≥90 或持续提高）｜旁证" in said
    assert "3 → 1 生态文明建设工作占党政实绩考核的比例｜相同｜旁证" in said
    assert "— → 3 领导干部自然资源资产离任审计｜新增（开展）｜旁证" in said
    assert said[-1] == "共 60 行：相同 4，改变 13，新增 8，取消 6，未读到 29。"


def test_editions_that_nobody_compared_are_refused() -> None:
    with pytest.raises(JbecoError) as caught:
        passages_text("city-2024", "national-2019")
    assert "没有对照表" in caught.value.problems[0].what
