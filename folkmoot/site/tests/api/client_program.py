"""A program with types, for a client that was made from the schema: lists, supports, and hears why not."""

import sys

from folkmoot_client import AuthenticatedClient
from folkmoot_client.api.ideas import propose_idea, read_ideas, support_idea, unsupport_idea
from folkmoot_client.models import IdeaShape, IdeaSheet, NewIdea, Problem


def titles(client: AuthenticatedClient) -> list[str]:
    """Of all ideas, two a sheet."""
    found: list[str] = []
    cursor = ""
    while True:
        sheet = read_ideas.sync(client=client, limit=2, cursor=cursor)
        assert isinstance(sheet, IdeaSheet)
        found += [idea.title for idea in sheet.items]
        cursor = sheet.next_
        if not cursor:
            return found


def propose(client: AuthenticatedClient, number: int) -> IdeaShape:
    new = NewIdea(community="garden", title=f"Idea {number}", body="")
    made = propose_idea.sync(client=client, body=new, idempotency_key=f"program-{number}")
    assert isinstance(made, IdeaShape)
    return made


def main(url: str, token: str) -> None:
    client = AuthenticatedClient(base_url=url, token=token)
    made = [propose(client, number) for number in range(5)]
    print(len(titles(client)), "ideas")
    mine = support_idea.sync(client=client, pk=made[0].id)
    assert isinstance(mine, Problem)
    print(mine.status, mine.detail)
    theirs = support_idea.sync(client=client, pk=int(sys.argv[3]))
    assert isinstance(theirs, IdeaShape)
    print(theirs.support_count, "support it")
    back = unsupport_idea.sync(client=client, pk=theirs.id)
    assert isinstance(back, IdeaShape)
    print(back.support_count, "support it")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
