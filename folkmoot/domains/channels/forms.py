"""The shape of an upload."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .importers import shelf


class ManyFiles(forms.ClearableFileInput):
    """Django's own file input, for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some files; cleaned to a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        single = super().clean
        return (
            [single(one, initial) for one in data]
            if isinstance(data, list) and data
            else [single(None, initial)]
        )


class UploadForm(forms.Form):
    format = forms.ChoiceField(label=_("Where do the files come from?"))
    files = FilesField(  # type: ignore[assignment]
        label=_("Files"), help_text=_("One CSV file or several.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = [(name, one.label) for name, one in shelf.all().items()]  # type: ignore[attr-defined]
