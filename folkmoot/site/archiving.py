"""How this place looks and speaks, for an archive; and what of the programs below belongs to the machine."""

from folkmoot.kit.archives import goes_along, stays_behind

goes_along("folkmoot_site.brand", "id number name tagline welcome call ideas colour logo back_to by made_at")
goes_along("folkmoot_site.putaway", "person at")

for table in ("worker", "job", "event", "periodicdefer"):
    stays_behind(f"procrastinate.procrastinate{table}", why="work that waits here: it is done here, and once")
for table in ("permission", "group", "group_permissions"):
    stays_behind(f"auth.{table}", why="never used; people here have roles of rooms")
stays_behind("contenttypes.contenttype", why="names of tables")
