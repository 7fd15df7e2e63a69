"""Understandings, themes and what people put right in them, for an archive; vectors are made again."""

from folkmoot.kit.archives import goes_along, stays_behind

goes_along(
    "intelligence.understanding",
    "id subject community language language_score language_model sentiment sentiment_score "
    "sentiment_model understood_at corrected_language corrected_sentiment corrected_by corrected_at",
    stays=dict.fromkeys(
        ("vector", "vector_model", "vector_other", "vector_other_model", "version", "digest"),
        "there, models read each text again, as one that they have not read",
    ),
)
goes_along(
    "intelligence.theme",
    "id community words name_given named_by is_rest is_small_talk space size centroid evidence "
    "merged_into merged_by aside_at aside_by split_from split_by model found_at retired_at",
)
goes_along("intelligence.thememember", "id theme subject quote rank said_at found_in moved_to moved_by")
goes_along("intelligence.themeevent", "id theme kind other count size by at")
goes_along("intelligence.extract", "id theme subject sentence language rank model")
goes_along("intelligence.grouping", "id community model fresh_size found_at")
goes_along("intelligence.pause", "id community by at")

stays_behind("intelligence.encoder", why="which larger model this machine has")
stays_behind("intelligence.largervector", why="a larger model reads all texts again where it is put in place")
