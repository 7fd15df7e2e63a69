"""Who stays with what, for an archive."""

from folkmoot.kit.archives import goes_along

goes_along("following.follow", "id person thing since")
