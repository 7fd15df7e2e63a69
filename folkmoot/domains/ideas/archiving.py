"""Ideas, for an archive: every version, step, support, merge and picture."""

from folkmoot.kit.archives import goes_along

goes_along(
    "ideas.idea",
    "id source source_id source_url moderation locked_because community author title body body_html state "
    "version_number support_count imported_support_count merged_into created_at edited_at published_at",
    stays={"words": "PostgreSQL makes them of title and text"},
)
goes_along("ideas.version", "id idea number title body body_html by written_at salt")
goes_along("ideas.statechange", "id idea state by reason at")
goes_along("ideas.support", "id idea person version_number is_given at salt")
goes_along(
    "ideas.merge",
    "id idea into by reason state state_before proposed_at idea_agreed_at into_agreed_at ended_at ended_by",
)
goes_along("ideas.picture", "id idea by position alt digest width height at salt")
