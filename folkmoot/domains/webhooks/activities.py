"""What happens to webhooks, as the stream tells it. It happens in no community, so that nobody else reads it."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Verb

REGISTERED = Verb("webhooks.webhook.registered", _("{actor} registered the webhook {object}"))
CHANGED = Verb("webhooks.webhook.changed", _("{actor} changed the webhook {object}"))
ROTATED = Verb("webhooks.webhook.rotated", _("{actor} gave the webhook {object} a new secret"))
PAUSED = Verb("webhooks.webhook.paused", _("{actor} paused the webhook {object}"))
RESUMED = Verb("webhooks.webhook.resumed", _("{actor} resumed the webhook {object}"))
REMOVED = Verb("webhooks.webhook.removed", _("{actor} removed the webhook {object}"))
TESTED = Verb("webhooks.webhook.tested", _("{actor} sent a test by the webhook {object}"))
REPLAYED = Verb("webhooks.webhook.replayed", _("{actor} had deliveries of {object} sent again"))
DISABLED = Verb("webhooks.webhook.disabled", _("The webhook {object} was disabled"))
