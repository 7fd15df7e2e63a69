"""Fan ideation: people who love a product say what should come next."""

from django.utils.translation import gettext_lazy as _

from . import Goal, Joining, Office, Phase, Place, Playbook, Role, shelf


@shelf.add
class FanIdeation(Playbook):
    order = 20
    version = 1
    label = _("Ideas of fans")
    objective = _("Let those who love what we make propose what comes next, and make what many want.")
    places = (
        Place(
            "fans",
            _("Fans"),
            _(
                "Propose what we should make next, and stand behind the ideas of others. We look at each round."
            ),
            Joining.OPEN,
        ),
        Place(
            "makers",
            _("Makers"),
            _("Fans whose idea is being looked at closely, and those of us who may make it."),
            Joining.INVITATION,
        ),
    )
    offices = (
        Office(
            "manager",
            _("Manager of the fans"),
            Role.MANAGER,
            ("fans", "makers"),
            _("Welcomes newcomers, keeps the rounds to their days, and tells what became of each idea."),
        ),
        Office(
            "board",
            _("Chair of the review"),
            Role.DECISION_OWNER,
            ("fans", "makers"),
            _("Speaks for design, production and sales together, and answers each idea of a round."),
        ),
        Office(
            "moderator",
            _("Moderator"),
            Role.MODERATOR,
            ("fans",),
            _("Takes out what belongs to somebody else or breaks the guidelines, and says why."),
        ),
    )
    phases = (
        Phase(
            _("Write the guidelines"),
            _("Say what may be proposed, what is somebody else's and so cannot be, and what an author gets."),
            _("A fan who has read them knows whether an idea fits."),
            14,
            by_hand=_("The share and the credit of an author are a contract that your lawyers write."),
        ),
        Phase(
            _("Open with the first ideas"),
            _("Invite twenty fans whom you know, have them write, then open the door."),
            _("Ten ideas are there, and each has a word from us."),
            14,
        ),
        Phase(
            _("Gather support"),
            _("Fans support and improve the ideas. Like ideas become one, if both authors agree."),
            _("The day of the round has come."),
            120,
            by_hand=_("Which number of supporters brings an idea to review, you watch in the list of ideas."),
        ),
        Phase(
            _("Review the round"),
            _("Make an insight of each idea that has enough support, and give it to the chair."),
            _("Each idea of the round has a yes, or a no with its reason."),
            45,
            by_hand=_("Costs and licences are worked out outside Folkmoot."),
        ),
        Phase(
            _("Make it with its author"),
            _("Invite the author to the makers, and note on what was promised how far it is."),
            _("It can be bought, or everybody knows why it cannot."),
            180,
        ),
        Phase(
            _("Launch, and give credit"),
            _("Name the author and those who stood behind the idea where it is sold and here."),
            _("The author has seen the credit, and agrees with it."),
            14,
        ),
    )
    goals = (
        Goal("active_participants", 200, 148, ("fans",)),
        Goal("contributions", 100, 148, ("fans",)),
        Goal("share_answered", 0.8, 193, ("fans",)),
        Goal("overdue", 0.05, 193, ("fans",)),
    )
    guard_rails = (
        _("Every no has a reason that its author can read."),
        _("Support that was bought or asked for in bulk does not count; moderators look at sudden crowds."),
        _("What can be made, and how large, is said before anybody draws."),
        _("What nobody picked stays its author's, and may be taken back."),
    )
    reports = (
        _("After each round: what was looked at, what was answered and what is made, to all fans."),
        _("Each quarter: the numbers of the fans, to whoever pays for them."),
    )
