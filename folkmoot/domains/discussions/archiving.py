"""What was said, and answered by the organisation, for an archive."""

from folkmoot.kit.archives import goes_along

goes_along(
    "discussions.comment",
    "id source source_id source_url moderation subject community parent author body body_html said_at "
    "taken_back_at salt",
)
goes_along(
    "discussions.officialanswer", "id subject community by outcome reason reason_html cause answered_at salt"
)
