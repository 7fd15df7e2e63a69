"""Insights, for an archive: evidence, answers, what follows from them, and what was measured."""

from folkmoot.kit.archives import goes_along

goes_along(
    "insights.insight",
    "id community title summary contradicting origin state outcome decision made_by made_at owner due_on "
    "given_at reminded_at escalated_at answered_at people_count",
)
goes_along("insights.evidence", "id insight subject quote rank")
goes_along(
    "insights.highlight",
    "id subject community version start end quote codes by at verified_by verified_at insight",
)
goes_along(
    "insights.answer", "id insight by outcome decision reason reason_html promised_on answered_at salt"
)
goes_along(
    "insights.heldanswer",
    "id insight by decision reason promised_on written_at goes_out_at end ended_at because",
)
goes_along("insights.answerdraft", "id owner insights is_together decision reason promised_on edited_at")
goes_along("insights.handover", "id insight by to reason at")
goes_along(
    "insights.delivery",
    "id insight owner stage percent is_trial promised_on link began_at ended_at review_on",
)
goes_along("insights.deliverystep", "id delivery stage percent note note_html promised_on by at salt")
goes_along("insights.measurement", "id delivery what before after low high unit source by measured_at salt")
goes_along(
    "insights.opportunity",
    "id community who need size_low size_high unit source owner state because framed_by framed_at",
)
goes_along("insights.opportunity_insights", "id opportunity insight")
goes_along("insights.freeday", "id weekday on name source")
goes_along("insights.replyterms", "id community days_to_answer days_to_escalation escalates_to")
