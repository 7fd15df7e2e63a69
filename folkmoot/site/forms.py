"""The shape of a brand."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from .brand import COLOUR, OURS, Look

_KEPT = "folkmoot.site.logo"


class BrandForm(forms.Form):
    """``kept`` carries the logo from the preview to the saving, signed: no browser sends a file twice by itself."""

    name = forms.CharField(
        label=_("Name"), help_text=_("In the head of each page, and in its title."), max_length=60
    )
    tagline = forms.CharField(
        label=_("One sentence on the front page"),
        help_text=_("What you ask of people, and what they get for it."),
        max_length=120,
        required=False,
    )
    welcome = forms.CharField(
        label=_("Who you are"),
        help_text=_("Two or three sentences in your own words, for somebody who has never heard of you."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    call = forms.CharField(
        label=_("What the main button says"),
        help_text=_("“Give an idea”, unless you say it otherwise."),
        max_length=40,
        required=False,
    )
    ideas = forms.CharField(
        label=_("What ideas are called here"),
        help_text=_("“Proposals”, “Wishes”: in the navigation, above their list, and in its feed."),
        max_length=30,
        required=False,
    )
    colour = forms.CharField(
        label=_("Colour"),
        help_text=_(
            "Any colour: how light or dark it is shown is ours to choose, so that it can always be read."
        ),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
        required=False,
    )
    file = forms.FileField(
        label=_("Logo"),
        help_text=_("JPEG, PNG or WebP; it is shown some 40 pixels high."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        required=False,
    )
    no_logo = forms.BooleanField(label=_("Show no logo, but our drop"), required=False)
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def clean_colour(self) -> str:
        colour = str(self.cleaned_data["colour"]).lower()
        if colour and not COLOUR.fullmatch(colour):
            raise forms.ValidationError(_("Six digits after a #, such as #007481."))
        return "" if colour == OURS else colour

    def clean_kept(self) -> str:
        """The digest of the logo so far; empty for what was not signed here."""
        try:
            return str(signing.loads(self.cleaned_data["kept"], salt=_KEPT))
        except signing.BadSignature:
            return ""

    @staticmethod
    def sealed(logo: str) -> str:
        return signing.dumps(logo, salt=_KEPT)

    @classmethod
    def showing(cls, look: Look, *, after: int) -> "BrandForm":
        """A form with what is there."""
        words = {name: getattr(look, name) for name in ("name", "tagline", "welcome", "call", "ideas")}
        begun: dict[str, Any] = words | {"colour": look.colour or OURS, "kept": cls.sealed(look.logo)}
        return cls(initial=begun | {"after": after})

    def look(self, logo: str) -> Look:
        said = self.cleaned_data
        words = {name: said[name].strip() for name in ("name", "tagline", "welcome", "call", "ideas")}
        return Look(**words, colour=said["colour"], logo="" if said["no_logo"] else logo)
