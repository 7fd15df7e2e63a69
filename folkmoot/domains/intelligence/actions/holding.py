"""One at a time: who changes the themes of a community holds it until the transaction ends."""

from folkmoot.domains.communities.models import Community


def hold(community_id: int) -> Community:
    """Nobody else changes the themes of this community now. What people write into it goes on."""
    return Community.objects.select_for_update(no_key=True).get(pk=community_id)
