"""How many comments are proven by the seal that the stream holds of them, and how many are not."""

from folkmoot.activity.models import Activity
from folkmoot.domains.discussions.models import Comment
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal


def broken_seals() -> tuple[int, int]:
    proven = broken = 0
    for comment in Comment.objects.all():
        seals = set(
            Activity.objects.filter(object=ref(comment)).exclude(seal="").values_list("seal", flat=True)
        )
        made = seal({"subject": comment.subject, "body": comment.body}, salt=comment.salt)
        if seals:
            proven, broken = (proven + 1, broken) if made in seals else (proven, broken + 1)
    return proven, broken
