"""What was flagged, suspected, decided and appealed, for an archive."""

from folkmoot.kit.archives import goes_along

goes_along(
    "moderation.case",
    "id subject kind community author is_open is_held flag_count score opened_at settled_at",
)
goes_along("moderation.flag", "id subject community person reason words raised_at taken_back_at salt")
goes_along("moderation.suggestion", "id subject community kind score model version words digest made_at")
goes_along("moderation.decision", "id subject community about verb reason words by made_at salt")
goes_along(
    "moderation.appeal", "id decision by against words made_at outcome answer decided_by decided_at salt"
)
