"""Phone and identity-card numbers, and clerks' names: what they are is never repeated.

Characters that are not seen are taken out by the same walk over all texts: see
`jbeco.intake.hidden_characters`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from ..problems import Level, Problem
from .hidden_characters import has_hidden, show_hidden
from .layout import ACTIONS, EVIDENCE, NUMBERS, REMARKS, TASKS, Sheet, place
from .records import (
    Amendment,
    Comparator,
    Evidence,
    Observation,
    Progress,
    Remark,
    Source,
    Submissions,
    Task,
    Unread,
)

__all__ = ["check_personal", "has_personal", "mask_personal", "mask_problem", "without_personal"]

Record = TypeVar(
    "Record", Observation, Task, Evidence, Progress, Comparator, Amendment, Unread, Remark
)

HIDDEN = "（个人信息已隐去）"
MOBILE = r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\.?\d)"
LANDLINE = r"(?<![\d.])0\d{2,3}\)?[- ]?\d{7,8}(?!\.?\d)"
IDENTITY = (
    r"(?<!\d)[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
PERSONAL = re.compile("|".join((IDENTITY, MOBILE, LANDLINE)), re.ASCII)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔"
    "向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚舒阮纪梅童凌毕裴翁"
    "应洪虞励竺戚楼柴屠邬忻"
)
"""Usual surnames, and those of Ningbo; a word that starts otherwise is no name here (推断)."""

HAN = r"\u4e00-\u9fff"
NAMED = re.compile(
    r"(?P<role>(?:经办|联系|填报|审核|负责|填表|复核)人(?:员|姓名)?(?:\s*[:：]\s*|\s+|为|是)?)"
    rf"[{SURNAMES}][{HAN}·]{{1,2}}(?=[^{HAN}]|$|电话|手机|联系|提供|填|核)"
)
"""A name behind the word for what its bearer does: 联系人：李四, 经办人张三."""

MEND = "请删去号码后重报；联系方式只写在封面"


def check_personal(submissions: Submissions) -> Iterator[Problem]:
    """Find texts of the year that hold a phone or identity-card number, or hidden characters."""
    for source, sheet, texts in _texts(submissions):
        for column, text in texts.items():
            if has_personal(text):
                what = f"“{column}”里有电话或身份证号码（不在此重复）"
                yield Problem(place(source, column, sheet), what, MEND, Level.WARNING)
            if has_hidden(text):
                what = f"“{column}”里有看不见的控制字符，写成了记号：{show_hidden(text)}"
                mend = "请删去这些字符后重报"
                yield Problem(place(source, column, sheet), what, mend, Level.WARNING)
    for problem in submissions.problems:
        if has_personal(problem.what):
            what = "这一格里有电话或身份证号码（不在此重复）"
            yield Problem(problem.where, what, MEND, Level.WARNING)


def has_personal(text: str) -> bool:
    """Whether a text holds what looks like a phone or identity-card number."""
    return PERSONAL.search(unicodedata.normalize("NFKC", text)) is not None


def mask_personal(text: str) -> str:
    """Return the text with phone and identity-card numbers, and names of clerks, taken out."""
    plain = unicodedata.normalize("NFKC", text)
    hidden = NAMED.sub(rf"\g<role>{HIDDEN}", PERSONAL.sub(HIDDEN, plain))
    return text if hidden == plain else hidden


def without_personal(submissions: Submissions) -> Submissions:
    """Return the submissions with such numbers taken out of every text, for all that comes after.

    The checks look at the texts as they came; reports and tables get these.
    """
    return replace(
        submissions,
        observations=tuple(_masked(seen) for seen in submissions.observations),
        tasks=tuple(_masked(task) for task in submissions.tasks),
        evidence=tuple(_masked(proof) for proof in submissions.evidence),
        progress=tuple(_masked(progress) for progress in submissions.progress),
        remarks=tuple(_masked(remark) for remark in submissions.remarks),
        comparators=tuple(_masked(comparator) for comparator in submissions.comparators),
        set_aside=tuple(
            replace(item, observation=_masked(item.observation), why=mask_personal(item.why))
            for item in submissions.set_aside
        ),
        problems=tuple(mask_problem(problem) for problem in submissions.problems),
        amendments=tuple(_masked(act) for act in submissions.amendments),
        unread=tuple(_masked(lost) for lost in submissions.unread),
    )


def _masked(record: Record) -> Record:
    texts: dict[str, Any] = {
        field.name: _printable(text)
        for field in fields(record)
        if isinstance(text := getattr(record, field.name), str) and _printable(text) != text
    }
    return replace(record, **texts) if texts else record


def _printable(text: str) -> str:
    return show_hidden(mask_personal(text))


def mask_problem(problem: Problem) -> Problem:
    """Return a problem that repeats nothing personal from the cell."""
    return replace(
        problem,
        where=show_hidden(problem.where),
        what=_printable(problem.what),
        mend=_printable(problem.mend),
        expected=_printable(problem.expected),
    )


def _texts(given: Submissions) -> Iterator[tuple[Source, Sheet, Mapping[str, str]]]:
    """Yield, for each record of the year, its free texts by column."""
    year = given.year
    for seen in given.observations:
        if seen.year != year:
            continue
        texts = {
            "本年值": seen.entered if seen.number is None else "",
            "口径": seen.basis,
            "来源文件": seen.document,
            "文号": seen.document_number,
            "备注": seen.note,
        }
        if seen.criterion:
            texts["原文"] = seen.verbatim
        yield seen.source, NUMBERS, texts
    for proof in given.evidence:
        if proof.year == year:
            texts = {"标题": proof.title, "文号": proof.number}
            texts |= {"发文单位": proof.issuer, "备注": proof.note}
            yield proof.source, EVIDENCE, texts
    for task in given.tasks:
        if task.year == year:
            texts = {"任务名称": task.name, "要求原文": task.required_text}
            texts |= {"文号": task.document, "备注": task.note}
            yield task.source, TASKS, texts
    for remark in given.remarks:
        if remark.year == year:
            texts = {"存在的问题与原因": remark.cause, "拟采取的措施": remark.proposal}
            texts |= {"责任单位": remark.owner, "备注": remark.note}
            yield remark.source, REMARKS, texts
    for progress in given.progress:
        if progress.year == year:
            texts = {"佐证文号": progress.document_number, "备注": progress.note}
            yield progress.source, ACTIONS, texts
