"""A program with types, for a client that was made from the schema: lists, supports, and hears why not."""

import sys
from io import BytesIO

from folkmoot_client import AuthenticatedClient
from folkmoot_client.api.ideas import (
    attach_picture,
    propose_idea,
    read_ideas,
    read_picture_file,
    support_idea,
    unsupport_idea,
)
from folkmoot_client.models import AttachPictureForm, IdeaShape, IdeaSheet, NewIdea, PictureShape, Problem
from folkmoot_client.types import File
from PIL import Image


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


def draw(client: AuthenticatedClient, idea: int) -> bytes:
    """A picture goes there, and comes back as it was drawn anew."""
    drawn = BytesIO()
    Image.new("RGB", (8, 8), "green").save(drawn, "PNG")
    file = File(payload=BytesIO(drawn.getvalue()), file_name="bench.png", mime_type="image/png")
    made = attach_picture.sync(client=client, pk=idea, body=AttachPictureForm(alt="A bench", file=file))
    assert isinstance(made, PictureShape)
    found = read_picture_file.sync(client=client, pk=made.id)
    assert isinstance(found, File)
    return found.payload.read()


def main(url: str, token: str) -> None:
    client = AuthenticatedClient(base_url=url, token=token)
    made = [propose(client, number) for number in range(5)]
    print(len(titles(client)), "ideas")
    print(draw(client, made[0].id)[8:12].decode())
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
