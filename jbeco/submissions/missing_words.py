"""What people type where there is no figure, and the reason it stands for."""

from __future__ import annotations

import re

__all__ = ["missing_reason"]

WORDS = {
    "not_reported": (
        "无 没有 无数据 没有数据 未报 未报送 未填 未填报 缺 缺失 缺报 空 不详 未知"
        " NA N/A N.A. N.A #N/A NULL NONE"
    ),
    "not_yet": (
        "暂无 暂无数据 暂缺 尚无 尚无数据 待定 待补 待补充 待报"
        " 未公布 尚未公布 未统计 尚未统计 未出"
    ),
    "not_monitored": "/ 未监测 未测 缺测 停测 未检测 未开展监测",
    "no_object": "无此类对象 无此类 无对象 不涉及 不适用",
    "drafting": "编制中 规划编制中",
    "no_task": "无任务 未下达 无管控目标 上级无管控目标 无上级管控目标",
}
REASON_OF = {word: reason for reason, words in WORDS.items() for word in words.split()}
NOTHING_BUT_SIGNS = re.compile(r"[-‐-―─━−]*|\.{3,}")


def missing_reason(text: str) -> str | None:
    """Return the reason code for a text that says there is no figure; None for any other text.

    A dash means here that nothing was reported: it may also stand for 不适用, which has to be said
    in words; ``/`` is the mark of HJ 633 for what was not monitored.
    """
    return "not_reported" if NOTHING_BUT_SIGNS.fullmatch(text) else REASON_OF.get(text.upper())
