"""生态空间: one function per indicator, its declaration beside it."""

from __future__ import annotations

from .declaration import declared
from .formula import Exact, Gap, Result, above, below, percent, refuted_by

__all__ = [
    "basic_farmland",
    "ecological_redline",
    "natural_shoreline",
    "nature_reserve_area",
    "nature_reserve_condition",
    "river_shoreline",
    "urban_boundary",
    "water_surface",
]


@declared(
    name="生态保护红线",
    states=("未保持", "保持"),
    asked=(
        "当年红线面积不减少、性质不改变、功能不降低的填“保持”，有一条不符的填“未保持”。"
        "面积只在同一红线版本内比较。"
    ),
    formula="面积不减少、性质不改变、功能不降低",
    document="关于划定并严守生态保护红线的若干意见（2017）",
    confidence="已核",
    source=(
        "中央深改组 2016-11-02 会议报道：功能不降低、面积不减少、性质不改变；"
        "《管理办法》只读到征求意见稿"
    ),
    address="http://m.universityofharmony.com/c/2016-11-02/1118645_4.shtml",
    valid="当年面积小于同一版本的批复面积，就不是“保持”",
    basis_matters=True,
)
def ecological_redline(
    ecological_redline: str,
    redline_area: Exact | None = None,
    redline_area_approved: Exact | None = None,
) -> str | Gap:
    """Whether area, nature and function of the ecological redline are kept."""
    return refuted_by(ecological_redline, "保持", below(redline_area, redline_area_approved))


@declared(
    name="自然保护地（面积、性质、功能）",
    states=("未保持", "保持"),
    asked=(
        "按表一“面积不减少、性质不改变、功能不降低”填，有一条不符的填“未保持”。"
        "本区没有自然保护地的留空，原因填“无此类对象”。"
    ),
    formula="面积不减少、性质不改变、功能不降低",
    document="建立自然保护地体系的指导意见",
    confidence="回忆",
    valid="没有自然保护地是一种情况说明，不是达标；与表二自然保护地一项的填法须一致",
    can_be_absent=True,
    basis_matters=True,
)
def nature_reserve_area(nature_reserve_area: str) -> str:
    """Whether area, nature and function of the nature reserves are kept (table 1)."""
    return nature_reserve_area


@declared(
    name="自然保护地（功能、环境、资源）",
    states=("未保持", "保持"),
    asked=(
        "按表二“功能不降低、环境不破坏、自然资源不侵占”填，有一条不符的填“未保持”。"
        "本区没有自然保护地的留空，原因填“无此类对象”。"
    ),
    formula="功能不降低、环境不破坏、自然资源不侵占",
    document="建立自然保护地体系的指导意见",
    confidence="推断",
    valid="没有自然保护地是一种情况说明，不是达标；与表一自然保护地一项的填法须一致",
    can_be_absent=True,
    basis_matters=True,
)
def nature_reserve_condition(nature_reserve_condition: str) -> str:
    """Whether function, environment and resources of the reserves are kept (table 2)."""
    return nature_reserve_condition


@declared(
    name="永久基本农田保护红线",
    states=("未保持", "保持"),
    asked=(
        "当年年末永久基本农田保护面积不少于划定面积的填“保持”，否则填“未保持”。"
        "还没有划定成果的年份留空，并写明原因。"
    ),
    formula="当年保护面积不少于划定面积",
    confidence="推断",
    valid="保护面积小于划定面积，就不是“保持”",
    basis_matters=True,
)
def basic_farmland(
    basic_farmland: str,
    basic_farmland_protected: Exact | None = None,
    basic_farmland_designated: Exact | None = None,
) -> str | Gap:
    """Whether permanent basic farmland is kept."""
    return refuted_by(
        basic_farmland, "保持", below(basic_farmland_protected, basic_farmland_designated)
    )


@declared(
    name="城镇开发边界",
    states=("未保持", "保持"),
    asked=(
        "当年突破城镇开发边界的面积为0的填“保持”，否则填“未保持”。"
        "还没有划定成果的年份留空，并写明原因。"
    ),
    formula="突破边界的面积为 0",
    confidence="推断",
    valid="有突破边界的面积，就不是“保持”",
    basis_matters=True,
)
def urban_boundary(urban_boundary: str, urban_boundary_breached: Exact | None = None) -> str | Gap:
    """Whether the urban development boundary holds."""
    return refuted_by(urban_boundary, "保持", above(urban_boundary_breached, 0))


@declared(
    name="水面率",
    states=("未保持", "保持"),
    asked=(
        "当年水域面积不减少、功能不减退的填“保持”，有一条不符的填“未保持”。"
        "面积只在同一次水域调查的口径内比较。"
    ),
    formula="水域面积不减少、功能不减退",
    document="浙江省水域保护办法",
    confidence="已核",
    source="浙江省水域保护办法（省政府令第 375 号）第二、四、五条",
    address="http://m.cehavas.com/law/law_view.asp?id=641173",
    valid=(
        "水域面积小于同一口径首次调查的面积，就不是“保持”；水域含江河、溪流、湖泊、"
        "人工水道、行洪区、蓄滞洪区、水库、山塘及其管理范围，不含海域和耕地上开挖的鱼塘"
    ),
    basis_matters=True,
)
def water_surface(
    water_surface: str, water_area: Exact | None = None, water_area_base: Exact | None = None
) -> str | Gap:
    """Whether the water surface is kept."""
    return refuted_by(water_surface, "保持", below(water_area, water_area_base))


@declared(
    name="自然岸线保有率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked="当年年末自然岸线长度占岸线总长度的比例。填百分数，保留2位小数。",
    formula="自然岸线长度 ÷ 岸线总长度 × 100",
    confidence="推断",
    valid="没有海岸线的地区没有这一项",
    can_be_absent=True,
    basis_matters=True,
)
def natural_shoreline(natural_shoreline_length: Exact, coastline_length: Exact) -> Result:
    """Share of natural shoreline in the coastline."""
    return percent(natural_shoreline_length, coastline_length)


@declared(
    name="河湖岸线保护率（保有率）",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "河湖岸线中保护区与保留区长度之和占岸线总长度的比例。功能区划的版本填在口径一栏；"
        "填百分数，保留2位小数。"
    ),
    formula="（岸线保护区长度 + 保留区长度）÷ 岸线总长度 × 100",
    document="河湖岸线保护与利用规划编制指南",
    confidence="已核",
    source="湖北省水利厅 8 条河流岸线规划（依水利部编制指南（试行））",
    address="http://m.cxm1cxm.com/yaowen/20230117/1767907.html",
    valid="两岸分计或合计，分子与分母一致",
    basis_matters=True,
)
def river_shoreline(shoreline_kept: Exact, shoreline_length: Exact) -> Result:
    """Share of protected and reserved shoreline of rivers and lakes."""
    return percent(shoreline_kept, shoreline_length)
