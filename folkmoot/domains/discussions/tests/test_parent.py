"""An answer stands under the comment it answers."""

import pytest

from folkmoot.domains.discussions import actions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.kit.answers import Refused


def test_a_comment_on_another_thing_is_answered_there_only(garden, ada, ben):
    one, other = (
        ideas.publish(ideas.draft(garden, by=ada, title=title, body=""), by=ada)
        for title in ("A tap", "A bench")
    )
    comment = actions.post(one, by=ben, community=garden, body="Yes.")

    with pytest.raises(Refused, match="on something else"):
        actions.post(other, by=ada, community=garden, body="Why?", parent=comment)
    assert actions.post(one, by=ada, community=garden, body="Why?", parent=comment).parent == comment
