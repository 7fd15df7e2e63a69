"""Who follows what. A thing is a ref, of a kind that can be followed."""

from django.db import models

from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock

#: What can be followed: its name in addresses, and its kind. Each kind is a model with ``visible_to(person)``.
KINDS = {
    "idea": "ideas.idea",
    "community": "communities.community",
    "theme": "intelligence.theme",
    "insight": "insights.insight",
}


class FollowQuerySet(models.QuerySet["Follow"]):
    def of(self, person: Visitor) -> "FollowQuerySet":
        return self.filter(person_id=person.pk or 0)

    def newest_first(self) -> "FollowQuerySet":
        return self.order_by("-since", "-id")


class Follow(models.Model):
    """A person follows a thing, from a moment on."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    thing = models.CharField(max_length=100)
    since = models.DateTimeField(default=clock.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thing", "person"], name="a_person_follows_a_thing_once")
        ]
        indexes = [models.Index(fields=["person", "-since"], name="what_a_person_follows")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.thing}"
