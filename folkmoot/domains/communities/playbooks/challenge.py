"""Challenge: a problem is put to whoever can solve it."""

from django.utils.translation import gettext_lazy as _

from . import Goal, Joining, Office, Phase, Place, Playbook, Role, shelf


@shelf.add
class Challenge(Playbook):
    order = 10
    version = 1
    label = _("Challenge")
    objective = _("Put one problem to people outside who may solve it, and take over what works.")
    places = (
        Place(
            "solvers",
            _("Solvers"),
            _(
                "We have a problem that we cannot solve alone. Tell us how you would; each proposal gets an answer."
            ),
            Joining.OPEN,
        ),
        Place(
            "institutes",
            _("Universities and workshops"),
            _("Groups that work on this subject anyway. You hear first, and may ask us anything."),
            Joining.INVITATION,
        ),
        Place(
            "experts",
            _("Experts inside"),
            _("Colleagues who know the problem. You answer questions and look closely at what is proposed."),
            Joining.INVITATION,
        ),
    )
    offices = (
        Office(
            "manager",
            _("Manager of the challenge"),
            Role.MANAGER,
            ("solvers", "institutes", "experts"),
            _("Keeps outside and inside in touch, and sees that nothing waits past its day."),
        ),
        Office(
            "owner",
            _("Owner of the problem"),
            Role.DECISION_OWNER,
            ("solvers", "institutes"),
            _("Has the problem and the money to adopt a solution, and says yes or no with a reason."),
        ),
        Office(
            "moderator",
            _("Moderator"),
            Role.MODERATOR,
            ("solvers",),
            _("Keeps the conversation safe, and takes out what is not about the problem."),
        ),
    )
    phases = (
        Phase(
            _("Frame the problem"),
            _(
                "Write down with the unit that has it what hurts, for whom, and since when; not how to solve it."
            ),
            _("The owner of the problem has signed what is asked, and has a budget."),
            14,
        ),
        Phase(
            _("Settle the rules"),
            _("Say by what a proposal is judged, who owns what, who may take part, and what a solver gets."),
            _("The rules are public, and nobody has to change them later."),
            14,
            by_hand=_(
                "A prize and its contract are drawn up by your lawyers; put the rules into the summary."
            ),
        ),
        Phase(
            _("Open, and answer questions"),
            _("Open the door of the solvers and invite those whom you know. Experts answer in the comments."),
            _("The first ten questions have their answer."),
            14,
        ),
        Phase(
            _("Collect proposals"),
            _("Each proposal is an idea, where others comment on it and support it."),
            _("The last day that the rules name is over."),
            45,
        ),
        Phase(
            _("Look closely"),
            _("Make insights of what belongs together, and let at least two experts read each proposal."),
            _("Each proposal meets the rules, or has been told why it does not."),
            21,
            by_hand=_("Marks of experts who do not see names are kept in a list of your own."),
        ),
        Phase(
            _("Decide"),
            _("The owner of the problem answers each proposal, with a reason."),
            _("No proposal is without an answer."),
            14,
            by_hand=_("What a winner gets is agreed and paid outside Folkmoot."),
        ),
        Phase(
            _("Take over and tell"),
            _("Put the solution to use; note each step on what was promised, and measure what changed."),
            _("Everybody who took part can read what became of it."),
            60,
        ),
    )
    goals = (
        Goal("active_participants", 50, 90, ("solvers",)),
        Goal("contributions", 30, 90, ("solvers",)),
        Goal("share_answered", 1.0, 122, ("solvers", "institutes")),
        Goal("overdue", 0.05, 122, ("solvers", "institutes")),
    )
    guard_rails = (
        _("No problem without an owner who has the money to adopt a solution."),
        _("What is judged is fixed before the first proposal, and stays."),
        _("Whoever gets a no hears why, and may ask again."),
        _("Nothing is used before its solver has agreed, and has what was promised."),
    )
    reports = (
        _(
            "Once the answers are given: how many took part, proposed and were answered, to all who took part."
        ),
        _("Twice a year: all challenges side by side, to whoever pays for them."),
    )
