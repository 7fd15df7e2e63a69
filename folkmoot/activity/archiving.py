"""The stream and the audit, for an archive: line by line as they were written."""

from folkmoot.kit.archives import goes_along, stays_behind

goes_along(
    "activity.activity",
    "id recorded_at happened_at verb actor object target context seal is_imported details",
)
goes_along("activity.auditentry", "id noted_at what who about network request_id facts")

stays_behind(
    "activity.receipt", why="which listener has heard what: there, nobody listens to what is taken in"
)
