"""All indicators of the six systems in one mapping, and whether their declarations fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType, ModuleType

from ..problems import JbecoError, Problem
from . import culture, economy, institution, living, security, space
from .bases import BASES
from .declaration import Declaration
from .inputs import BALANCES, INPUTS, Input

__all__ = ["INDICATORS", "faults"]

SYSTEMS: tuple[ModuleType, ...] = (institution, security, space, economy, living, culture)


def _declarations() -> list[Declaration]:
    """Return the declarations of the six modules in the order in which they stand there."""
    functions = [function for system in SYSTEMS for function in vars(system).values()]
    return [f.declaration for f in functions if hasattr(f, "declaration")]


def faults(declarations: list[Declaration], inputs: Mapping[str, Input]) -> Iterator[str]:
    """Name what does not fit together, in Chinese, for whoever adds an indicator."""
    ids = Counter(declaration.id for declaration in declarations)
    yield from (f"指标 {name} 声明了两次" for name, times in ids.items() if times > 1)
    yield from (f"{name} 既是指标又在 inputs.csv 里，请改一个名" for name in ids if name in inputs)
    known = {*ids, *inputs}
    for declaration in declarations:
        told = (declaration.decline,) if declaration.decline else ()
        for code in (*declaration.inputs, *declaration.analysed_with, *told):
            if code not in known:
                yield f"指标 {declaration.id} 要用的 {code} 没有声明，请在 inputs.csv 加一行"
        if (declaration.decimals is None) == (declaration.kind == "number"):
            yield f"指标 {declaration.id}：数值要写 decimals，状态不写"
        for code in declaration.not_on:
            if code not in BASES:
                yield f"指标 {declaration.id}：bases.csv 里没有口径 {code}"
        if declaration.successor and declaration.successor not in ids:
            yield f"指标 {declaration.id} 的接续指标 {declaration.successor} 没有声明"
    taken = {code for declaration in declarations for code in declaration.inputs}
    for record in inputs.values():
        if not record.feeds and record.code not in taken:
            yield f"inputs.csv 的 {record.code} 没有指标用到，请在 feeds 写明用处，或删去"
        yield from (
            f"inputs.csv 的 {record.code}：feeds 里没有 {name} 这个指标"
            for name in record.feeds
            if name not in ids
        )
        if record.same_as and record.same_as not in inputs:
            yield f"inputs.csv 的 {record.code}：same_as 里没有 {record.same_as} 这一行"
    for balance in BALANCES:
        lost = sorted(balance.codes - known)
        yield from (f"balances.csv 的 {balance.id}：没有代码 {code}" for code in lost)


def _checked() -> dict[str, Declaration]:
    declarations = _declarations()
    found = list(faults(declarations, INPUTS))
    if found:
        mend = "见 CONTRIBUTING.md 的“加一个指标”"
        raise JbecoError(Problem("jbeco/indicators", fault, mend) for fault in found)
    return {declaration.id: declaration for declaration in declarations}


INDICATORS: Mapping[str, Declaration] = MappingProxyType(_checked())
"""Every declaration by the name of its function, system by system."""
