"""The shape of an idea, and of what is asked of ideas."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import ALT_LENGTH, TITLE_LENGTH
from .states import PUBLIC, State

BODY_LENGTH = 15_000  # characters; a body may have 20,000 bytes


class IdeaForm(forms.Form):
    """``after`` is the edit, or the version, that the writer had before them."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Your idea in one sentence"), max_length=TITLE_LENGTH, strip=True)
    body = forms.CharField(
        label=_("Tell us more"),
        help_text=_("What is it like today? What would be better? Markdown works."),
        max_length=BODY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class DraftForm(IdeaForm):
    """A draft may still lack everything."""

    title = forms.CharField(max_length=TITLE_LENGTH, required=False)


class VisitorForm(IdeaForm):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you one link. With it your idea is published, and you see what becomes of it."),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you withdraw it?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class ProposeForm(forms.Form):
    """Which idea another should become part of, and why."""

    into = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why are they one?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PictureForm(forms.Form):
    """What is in the file is looked at by ``kit.uploads``; Django's own field would decode it without a bound."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, up to 8 MB. Where and when it was taken is removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = forms.CharField(
        label=_("What does it show?"),
        help_text=_("One sentence for those who do not see it."),
        max_length=ALT_LENGTH,
    )


class FilterForm(forms.Form):
    """What the list shows; all of it stands in the address."""

    q = forms.CharField(label=_("Search by words and meaning"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all"))] + [(s.value, s.label) for s in State if s in PUBLIC],
    )
    sort = forms.ChoiceField(
        label=_("First come"),
        required=False,
        choices=[("", _("the newest")), ("support", _("the most supported"))],
    )
