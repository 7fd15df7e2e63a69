"""Start-ups: young firms try something with a unit that needs it."""

from django.utils.translation import gettext_lazy as _

from . import Goal, Joining, Office, Phase, Place, Playbook, Role, shelf


@shelf.add
class StartUps(Playbook):
    order = 30
    version = 1
    label = _("Start-ups")
    objective = _("Bring a need of ours and young firms together, try it small, and decide soon.")
    places = (
        Place(
            "firms",
            _("Start-ups"),
            _("We say what we need and what we would pay to try. Tell us what you have; you hear soon."),
            Joining.OPEN,
        ),
        Place(
            "trials",
            _("Firms on trial"),
            _("Those with whom we try something now, with the unit that needs it."),
            Joining.INVITATION,
        ),
        Place(
            "mentors",
            _("Mentors and scouts"),
            _("People who know the field: you point us to firms, and help them through our house."),
            Joining.INVITATION,
        ),
    )
    offices = (
        Office(
            "manager",
            _("Scout"),
            Role.MANAGER,
            ("firms", "trials", "mentors"),
            _("Finds firms, brings them to the right unit, and sees that each hears in time."),
        ),
        Office(
            "owner",
            _("Owner of the brief"),
            Role.DECISION_OWNER,
            ("firms", "trials"),
            _("Has the need and the budget, and decides about each offer and each trial."),
        ),
        Office(
            "moderator",
            _("Moderator"),
            Role.MODERATOR,
            ("firms",),
            _("Keeps advertising out, and secrets of firms off public pages."),
        ),
    )
    phases = (
        Phase(
            _("Write the brief"),
            _("One page: the need, what was tried, the budget of a trial, and who decides until when."),
            _("The owner of the brief has the budget in writing."),
            14,
        ),
        Phase(
            _("Call for offers"),
            _(
                "Open the door of the start-ups; mentors point to firms, and you invite them. An offer is an idea."
            ),
            _("Ten offers are there, or the last day of the call is over."),
            30,
            by_hand=_(
                "What a firm wants to show to you alone is sent by mail, under an agreement of your own."
            ),
        ),
        Phase(
            _("Choose whom to meet"),
            _("Answer each offer with a reason; invite the firms that are to be met to those on trial."),
            _("No offer is without an answer."),
            14,
        ),
        Phase(
            _("Meet and agree"),
            _("Talk with each firm and the unit; fix what is tried, by what it is judged, and what is paid."),
            _("What success is stands written before the trial begins."),
            30,
            by_hand=_("Meetings, contracts and payments have no page here."),
        ),
        Phase(
            _("Try it"),
            _(
                "The trial runs. Both sides say in the community of the trials how it goes and what is missing."
            ),
            _("The last day that was agreed is over, or one side has stopped."),
            90,
            by_hand=_("Results are measured where the trial runs; bring the numbers to what was promised."),
        ),
        Phase(
            _("Decide and tell"),
            _("Say whether it is bought, tried further or stopped, and why; note each step from then on."),
            _("The firm has its answer in writing within 30 days of the end of the trial."),
            30,
        ),
    )
    goals = (
        Goal("active_participants", 20, 58, ("firms",)),
        Goal("contributions", 10, 44, ("firms",)),
        Goal("time_to_answer", 14, 58, ("firms",)),
        Goal("overdue", 0, 58, ("firms",)),
    )
    guard_rails = (
        _("No trial without pay."),
        _("Whoever was tried hears within 30 days: yes, no, or one more round and no third."),
        _("Each side keeps what it brought; nobody is bound to us alone beyond the trial."),
        _("Whoever decides says which of the firms they know or have a share in."),
    )
    reports = (
        _("After each trial: what was tried, what came out and what was decided, to the firm and the unit."),
        _("Each quarter: offers, trials and days to an answer, to whoever pays for them."),
    )
