"""A real export, where it is at hand: all of it is understood, and its themes have names and quotes."""

import pytest
from django.core.management import call_command

from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.intelligence.models import Theme, ThemeMember, Understanding
from folkmoot.kit.refs import ref


@pytest.mark.slow
def test_a_real_export_is_understood_whole(db, shared_data, work):
    call_command("import", "ideascale", str(shared_data / "ideascale-catalyst"), "--into", "real")
    work()

    things = {ref(thing) for model in (Idea, Comment) for thing in model.objects.all()}
    assert len(things) == 794
    assert set(Understanding.objects.values_list("subject", flat=True)) == things
    assert set(ThemeMember.objects.values_list("subject", flat=True)) == things
    assert Understanding.objects.filter(language="en").count() > 700
    themes = list(Theme.objects.real().standing())
    assert 10 <= len(themes) <= 60
    for theme in themes:
        assert theme.name_given == ""
        assert theme.words
        assert all(quote.strip() for _subject, quote in theme.voices())
    assert len({theme.name for theme in themes}) > 0.8 * len(themes)
