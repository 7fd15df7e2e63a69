"""Co-development: a product is made better each week with those who use it."""

from django.utils.translation import gettext_lazy as _

from . import Goal, Joining, Office, Phase, Place, Playbook, Role, shelf


@shelf.add
class CoDevelopment(Playbook):
    order = 40
    version = 1
    label = _("Making a product together")
    objective = _("Make a product better, release by release, with the people who use it every day.")
    places = (
        Place(
            "users",
            _("Users"),
            _("Say what is missing and what gets in your way. Each week you see what we do about it."),
            Joining.OPEN,
        ),
        Place(
            "testers",
            _("Testers"),
            _("You have the next release before everybody else, and tell us what breaks."),
            Joining.INVITATION,
        ),
        Place(
            "translators",
            _("Translators and guides"),
            _("Users who bring the product into their language, and help others with it."),
            Joining.INVITATION,
        ),
    )
    offices = (
        Office(
            "manager",
            _("Manager of the users"),
            Role.MANAGER,
            ("users", "testers", "translators"),
            _("Writes each week what was heard and what is done, and brings users and engineers together."),
        ),
        Office(
            "owner",
            _("Owner of the product"),
            Role.DECISION_OWNER,
            ("users", "testers"),
            _("Decides in public what comes into a release and what does not, with the reason."),
        ),
        Office(
            "moderator",
            _("Moderator"),
            Role.MODERATOR,
            ("users", "testers"),
            _("Keeps it friendly and to the point; one of the users is best."),
        ),
    )
    phases = (
        Phase(
            _("Find the first hundred"),
            _("Invite users who complained well, and ask each what they would change first."),
            _("A hundred people are members, and half of them have written."),
            30,
        ),
        Phase(
            _("Listen each week"),
            _("Users write ideas and comments; engineers read and ask back, on days that all know."),
            _("Four weeks have passed without a week in which nobody of us wrote."),
            28,
            by_hand=_("The release itself goes out by your own means; say in a comment where it is."),
        ),
        Phase(
            _("Sort"),
            _("Like ideas become one; make insights of the themes that come up again and again."),
            _("Every theme has an insight, or a reason why not."),
            14,
            by_hand=_("Faults that must be reproduced go to the tracker of your engineers."),
        ),
        Phase(
            _("Decide in public"),
            _(
                "The owner of the product answers the insights; everybody reads what comes, and what does not."
            ),
            _("No insight is past its day."),
            14,
        ),
        Phase(
            _("Ship, and say thanks"),
            _("Note on each promise that it was delivered, and name those whose idea it was."),
            _("The notes of the release name the people behind it."),
            28,
        ),
        Phase(
            _("Look back, and grow"),
            _("Read the numbers with the users; open to further languages, and ask who would moderate."),
            _("What changes in the next year stands in an answer that all can read."),
            14,
        ),
    )
    goals = (
        Goal("active_participants", 100, 58, ("users",)),
        Goal("contributions", 200, 90, ("users",)),
        Goal("share_answered", 0.75, 100, ("users",)),
        Goal("time_to_answer", 7, 100, ("users",)),
        Goal("overdue", 0.05, 100, ("users", "testers")),
    )
    guard_rails = (
        _("Rules change with two weeks' notice, and never for what has happened already."),
        _("Nobody is thrown out for what was allowed when they did it."),
        _("Tasks of the week stay small enough for an evening."),
        _("Engineers take turns in the community; nobody does it alone."),
    )
    reports = (
        _("Each week: what was heard and what is done about it, to all users."),
        _("Each quarter: the numbers beside their targets, to whoever pays for them."),
    )
