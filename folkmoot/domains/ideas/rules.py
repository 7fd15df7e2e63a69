"""Who may do what with an idea. A rule answers the button, the page, the API and the action alike."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _  # a page asks hundreds of times, and shows few

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.communities.rules import may_moderate, may_take_part
from folkmoot.domains.people.models import Visitor
from folkmoot.kit.answers import Answer, unless
from folkmoot.kit.oversight import may_add_to

from .arrivals import Change
from .models import MOST_PICTURES, OFFICE, OVERSIGHT, Idea, Merge, Picture, StateChange, Support
from .states import MAY_MERGE, OPEN_FOR_SUPPORT, State, may_follow

Words = str | Promise


def may_draft(person: Visitor, community: Community) -> Answer:
    return may_take_part(person, community)


def may_edit(person: Visitor, idea: Idea) -> Answer:
    """A draft is saved as it is typed; only its author sees it."""
    return unless(
        (idea.author_id != person.pk, _("Only its author can change an idea.")),
        (not idea.is_draft, _("This idea is published: write a new version.")),
    )


def may_publish(person: Visitor, idea: Idea) -> Answer:
    return unless(
        (idea.author_id != person.pk, _("Only its author can publish an idea.")),
        (not idea.is_draft, _("This idea is published already.")),
        (not idea.title.strip(), _("Give the idea a title first.")),
    ) and may_take_part(person, idea.community)


def may_revise(person: Visitor, idea: Idea) -> Answer:
    return unless(
        (idea.author_id != person.pk, _("Only its author can write a new version.")),
        (idea.state not in OPEN_FOR_SUPPORT, _("This idea has its answer; its words stay as they were.")),
    ) and (may_add_to(idea) and may_take_part(person, idea.community))


def may_attach(person: Visitor, idea: Idea) -> Answer:
    """Pictures come to a draft, or to an idea that still waits for its answer."""
    answer = unless(
        (idea.author_id != person.pk, _("Only its author can add pictures.")),
        (
            not idea.is_draft and idea.state not in OPEN_FOR_SUPPORT,
            _("This idea has its answer; its pictures stay as they were."),
        ),
        (
            idea.pictures.count() >= MOST_PICTURES,
            _("An idea has %(n)d pictures at most: remove one first.") % {"n": MOST_PICTURES},
        ),
    )
    return answer and (idea.is_draft or may_add_to(idea)) and may_take_part(person, idea.community)


def may_detach(person: Visitor, picture: Picture) -> Answer:
    """At any time: what a picture shows of somebody may have to go at once."""
    return unless((picture.idea.author_id != person.pk, _("Only its author can remove pictures.")))


def may_support(person: Visitor, idea: Idea) -> Answer:
    return unless(
        (idea.author_id == person.pk, _("Authors do not support their own idea.")),
        (idea.state not in OPEN_FOR_SUPPORT, _("This idea has its answer; support is closed.")),
    ) and (may_add_to(idea) and may_take_part(person, idea.community))


def may_ask_to_support(person: Visitor, idea: Idea) -> Answer:
    """What the button shows: a visitor may press it, and is asked to sign in first."""
    if person.is_authenticated or not idea.community.is_open:
        return may_support(person, idea)
    return unless(
        (idea.state not in OPEN_FOR_SUPPORT, _("This idea has its answer; support is closed."))
    ) and may_add_to(idea)


def may_unsupport(person: Visitor, idea: Idea) -> Answer:
    """Also from an idea that went into another: nobody is carried along who does not want to be."""
    is_open = idea.state in OPEN_FOR_SUPPORT or idea.state == State.MERGED
    return unless((not is_open, _("This idea has its answer; support stays counted."))) and may_add_to(idea)


def may_withdraw(person: Visitor, idea: Idea) -> Answer:
    return unless(
        (idea.author_id != person.pk, _("Only its author can withdraw an idea.")),
        (not may_follow(idea.state, State.WITHDRAWN), _("This idea has its answer and cannot be withdrawn.")),
    )


def may_move(person: Visitor, idea: Idea, state: str) -> Answer:
    """Review, answer and delivery are the organisation's to say."""
    return unless(
        (not idea.community.has(person, *OFFICE), _("Only managers and decision owners may do this.")),
        (not may_follow(idea.state, state), _("An idea in this state cannot go there.")),
    )


def may_hide(person: Visitor, idea: Idea) -> Answer:
    """Nobody decides on what they gave themselves; the same for all that a moderator does with an idea."""
    return _may_oversee(person, idea) and unless((idea.is_hidden, _("This is hidden already.")))


def may_restore(person: Visitor, idea: Idea) -> Answer:
    return _may_oversee(person, idea) and unless((not idea.is_hidden, _("This is not hidden.")))


def may_let_pass(person: Visitor, idea: Idea) -> Answer:
    return _may_oversee(person, idea) and unless((idea.is_hidden, _("This is hidden: restore it instead.")))


def may_lock(person: Visitor, idea: Idea) -> Answer:
    return _may_oversee(person, idea) and unless((idea.is_locked, _("This is locked already.")))


def may_unlock(person: Visitor, idea: Idea) -> Answer:
    return _may_oversee(person, idea) and unless((not idea.is_locked, _("This is not locked.")))


def _may_oversee(person: Visitor, idea: Idea) -> Answer:
    return may_moderate(person, idea.community) and unless(
        (idea.author_id == person.pk, _("Nobody decides on what they gave themselves.")),
        (idea.is_draft, _("A draft is its author's own affair.")),
    )


def may_take_out(ideas: Sequence[Idea], versions: Mapping[int, int]) -> Answer:
    """What an import brought goes only while nobody has touched it: the answer names the first that somebody has."""
    keys = [idea.pk for idea in ideas]
    steps = Counter(StateChange.objects.filter(idea__in=keys).values_list("idea", flat=True))
    touched: dict[Words, set[int]] = {
        _("it has another version since"): {
            idea.pk for idea in ideas if idea.version_number != versions.get(idea.pk, 1)
        },
        _("it has moved on"): {key for key, count in steps.items() if count > 1 and key not in versions},
        **_touched(keys),
    }
    return _untouched(ideas, touched)


def may_put_back(ideas: Sequence[Idea], changes: Mapping[int, Change]) -> Answer:
    """What an import changed goes back only while it is as the import left it."""
    changed = {idea.pk for idea in ideas if idea.version_number != changes[idea.pk].version}
    moved = {idea.pk for idea in ideas if idea.state != changes[idea.pk].state}
    versions = {key: one.version for key, one in changes.items() if one.version != one.version_before}
    words = Support.objects.standing().filter(idea__in=list(versions)).values_list("idea", "version_number")
    supported = {idea for idea, number in words if number == versions[idea]}
    touched: dict[Words, set[int]] = {
        _("it has another version since"): changed,
        _("it has moved on"): moved,
        _("somebody supports it as it is now"): supported,
    }
    return _untouched(ideas, touched)


def _touched(keys: Sequence[int]) -> dict[Words, set[int]]:
    given = Support.objects.filter(idea__in=keys).values_list("idea", flat=True)
    drawn = Picture.objects.filter(idea__in=keys).values_list("idea", flat=True)
    return {_("somebody supports it"): set(given), _("it has pictures"): set(drawn)}


def _untouched(ideas: Sequence[Idea], touched: Mapping[Words, set[int]]) -> Answer:
    for why, keys in touched.items():
        for idea in ideas:
            if idea.pk in keys:
                return Answer(
                    _("“%(title)s” cannot be undone: %(why)s.") % {"title": idea.title[:60], "why": why}
                )
    return unless()


def may_go_into(idea: Idea, into: Idea) -> Answer:
    """What can become one, whoever asks."""
    return unless(
        (idea.pk == into.pk, _("Choose another idea.")),
        (idea.community_id != into.community_id, _("Only ideas of one community become one.")),
        (idea.state not in MAY_MERGE, _("Only an idea that waits for its answer can go into another.")),
        (into.state == State.MERGED, _("That idea went into another itself: choose that one.")),
        (into.state not in MAY_MERGE, _("That idea has its answer already.")),
        (
            idea.merged.exists(),
            _("Others went into this idea: let them out first, or merge the other way round."),
        ),
    )


def may_propose(person: Visitor, idea: Idea, into: Idea) -> Answer:
    """Everybody who takes part may say that two ideas are one; their authors decide."""
    waits = Merge.objects.open().filter(idea=idea)
    return (
        may_look_for_a_twin(person, idea)
        and unless((waits.exists(), _("This is proposed already; it waits for consent.")))
        and may_go_into(idea, into)
    )


def may_look_for_a_twin(person: Visitor, idea: Idea) -> Answer:
    """Whether the page on which the other idea is chosen is offered."""
    return (
        may_take_part(person, idea.community)
        and unless(
            (idea.state not in MAY_MERGE, _("Only an idea that waits for its answer can go into another."))
        )
        and may_add_to(idea)
    )


def may_agree_for(person: Visitor, idea: Idea) -> Answer:
    """Its author. Who came with an import cannot be asked: for them a manager says it, and they may undo it."""
    author = idea.author
    stands_in = not author.is_claimed and idea.community.has(person, Role.MANAGER)
    return unless((author.pk != person.pk and not stands_in, _("Only its author agrees for an idea.")))


def may_agree(person: Visitor, merge: Merge) -> Answer:
    is_theirs = (merge.idea_agreed_at is None and may_agree_for(person, merge.idea)) or (
        merge.into_agreed_at is None and may_agree_for(person, merge.into)
    )
    return unless(
        (merge.state != Merge.State.ASKED, _("This is decided already.")),
        (not is_theirs, _("Your consent is not waited for.")),
    )


def may_refuse(person: Visitor, merge: Merge) -> Answer:
    is_theirs = (
        merge.by_id == person.pk or may_agree_for(person, merge.idea) or may_agree_for(person, merge.into)
    )
    return unless(
        (merge.state != Merge.State.ASKED, _("This is decided already.")),
        (not is_theirs, _("Only its authors and whoever proposed it decide this.")),
    )


def may_unmerge(person: Visitor, merge: Merge) -> Answer:
    """As long as the one it went into has no answer: either author, and those who look after the community."""
    is_theirs = person.pk in (merge.idea.author_id, merge.into.author_id)
    return unless(
        (merge.state != Merge.State.AGREED, _("These are two ideas.")),
        (
            not is_theirs and not merge.idea.community.has(person, *OVERSIGHT),
            _("Authors of one of the two undo this, and those who moderate or manage."),
        ),
        (merge.into.state not in MAY_MERGE, _("They were answered as one.")),
    )
