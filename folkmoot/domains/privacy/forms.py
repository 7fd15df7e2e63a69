"""The shape of a farewell."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LEAVE, TAKE = "leave", "take"


class LeaveForm(forms.Form):
    texts = forms.ChoiceField(
        label=gettext_lazy("What you wrote"),
        choices=[
            (LEAVE, gettext_lazy("Leave my texts here, without my name")),
            (TAKE, gettext_lazy("Take my texts with me")),
        ],
        widget=forms.RadioSelect,
    )
    word = forms.CharField(label=gettext_lazy("Type the word: goodbye"), max_length=40, strip=True)

    def clean_word(self) -> str:
        """A word that nobody types by accident."""
        word: str = self.cleaned_data["word"]
        if word.casefold() != _("goodbye").casefold():
            raise forms.ValidationError(_("Type the word exactly, so that nobody leaves by accident."))
        return word
