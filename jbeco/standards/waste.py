"""Industrial solid waste and hazardous waste: rates of use and disposal, and their balances."""

from __future__ import annotations

from fractions import Fraction

from .exact import Number, exact, quotient

__all__ = [
    "balance_gap",
    "hazardous_due",
    "hazardous_rate",
    "hazardous_rate_of_due",
    "industrial_waste_use_rate",
    "stock_gap",
]

PERCENT = 100


def industrial_waste_use_rate(used: Number, generated: Number, used_previous: Number) -> Fraction:
    """Compute 一般工业固体废物综合利用率 = 利用量 / (产生量 + 综合利用往年贮存量) × 100.

    Parameters
    ----------
    used : number
        t used in the year, stock of earlier years included.
    generated : number
        t generated in the year.
    used_previous : number
        t of the used that came from the stock of earlier years.

    Returns
    -------
    Fraction
        Percent, not clipped: above 100 the figures contradict each other.

    Raises
    ------
    ValueError
        In Chinese, when nothing was generated nor taken from stock.

    Notes
    -----
    环境统计报表制度, second-hand (旁证).
    """
    base = exact(generated, "产生量") + exact(used_previous, "综合利用往年贮存量")
    return quotient(exact(used) * PERCENT, base, "产生量与综合利用往年贮存量之和")


def hazardous_rate(
    used: Number,
    disposed: Number,
    generated: Number,
    used_previous: Number = 0,
    disposed_previous: Number = 0,
) -> Fraction:
    """Compute 危险废物利用处置率 as the national statistics do.

    (利用 + 处置) / (产生 + 利用往年贮存 + 处置往年贮存) × 100.

    Parameters
    ----------
    used, disposed, generated : number
        t of the year.
    used_previous, disposed_previous : number
        t of the used and the disposed that came from the stock of earlier years.

    Returns
    -------
    Fraction
        Percent, not clipped.

    Raises
    ------
    ValueError
        In Chinese, when the denominator is 0.

    Notes
    -----
    旁证: the national 76.1 % of 2012 is reproduced, where dividing by 产生量 alone gives 78.0 %.
    """
    done = exact(used, "利用量") + exact(disposed, "处置量")
    base = (
        exact(generated, "产生量")
        + exact(used_previous, "利用往年贮存量")
        + exact(disposed_previous, "处置往年贮存量")
    )
    return quotient(done * PERCENT, base, "产生量与利用处置往年贮存量之和")


def hazardous_due(generated: Number, from_previous: Number, stored_compliant: Number) -> Fraction:
    """Compute 应利用处置量 = 产生量 + 利用处置往年贮存量 − 年末合规贮存量, in t.

    Notes
    -----
    The usual reading of the plan's denominator (回忆; the original clause was not read).
    """
    return exact(generated) + exact(from_previous) - exact(stored_compliant)


def hazardous_rate_of_due(used: Number, disposed: Number, due: Number) -> Fraction:
    """Compute 危险废物利用处置率 as the plan defines it: (利用 + 处置) / 应利用处置量 × 100.

    Percent, not clipped; amounts in t, ``due`` from `hazardous_due`.

    Raises
    ------
    ValueError
        In Chinese, when nothing was due: that is not 100 %.

    Notes
    -----
    回忆. Compliant storage counts as done here, so the rate is higher than `hazardous_rate`; the
    two must not be put in one series.
    """
    return quotient((exact(used) + exact(disposed)) * PERCENT, due, "应利用处置量")


def balance_gap(
    generated: Number,
    from_previous: Number,
    used: Number,
    disposed: Number,
    stored: Number,
    dumped: Number = 0,
) -> Fraction:
    """Return 产生 + 利用处置往年贮存 − (利用 + 处置 + 贮存 + 倾倒丢弃), in t; 0 when it balances.

    ``stored`` is what was put into store in the year.

    Notes
    -----
    旁证.
    """
    came = exact(generated) + exact(from_previous)
    return came - exact(used) - exact(disposed) - exact(stored) - exact(dumped)


def stock_gap(
    opening: Number,
    generated: Number,
    used: Number,
    disposed: Number,
    closing: Number,
    transferred: Number = 0,
) -> Fraction:
    """Return 年初贮存 + 产生 − (利用 + 处置 + 年末贮存 + 转移在途), in t; 0 when it balances.

    Notes
    -----
    回忆.
    """
    came = exact(opening) + exact(generated)
    return came - exact(used) - exact(disposed) - exact(closing) - exact(transferred)
