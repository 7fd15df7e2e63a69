"""What people aim at, for an archive. Numbers are counted again from the stream."""

from folkmoot.kit.archives import goes_along, stays_behind

goes_along("metrics.target", "id context kpi value by_day set_by set_at")

stays_behind("metrics.measurement", why="counted from the stream again")
stays_behind("metrics.chart", why="drawn again")
