"""Every language that is offered is whole: in step with the code, without holes, with the same places to fill."""

import re
from collections import Counter

import pytest
from django.conf import settings

from folkmoot.site import catalogues

LANGUAGES = catalogues.languages()


def pairs(catalog):
    """Each message beside each form of its translation; a plural stands beside the plural forms."""
    for one in catalog:
        if one.id and one.pluralizable:
            singular, plural = one.id
            yield singular, one.string[0], {singular, plural}
            for form in one.string[1:]:
                yield plural, form, {singular, plural}
        elif one.id:
            yield one.id, one.string, {one.id}


def places(text: str) -> Counter[str]:
    return Counter(re.findall(r"%\(\w+\)[sd]|{\w+}|%[sd]|%%", text))


def test_every_language_that_is_offered_has_its_catalogue():
    assert {code for code, _ in settings.LANGUAGES} == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_in_step_with_the_code(language):
    ours = {(one.id, one.context) for one in catalogues.read(language) if one.id}
    assert {(one.id, one.context) for one in catalogues.words() if one.id} == ours, "Run bin/folkmoot words."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_no_holes(language):
    assert [one.id for one in catalogues.holes(catalogues.read(language))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_places_to_fill(language):
    wrong = []
    for message, translation, ids in pairs(catalogues.read(language)):
        # "One idea" may say its number or not.
        if places(translation) not in [places(one) for one in ids]:
            wrong.append((message, translation))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_tags_and_the_blanks_at_its_ends(language):
    def frame(text: str) -> tuple[list[str], str, str]:
        ends = re.match(r"(\s*).*?(\s*)\Z", text, re.S)
        return re.findall(r"</?\w+", text), *ends.groups()

    wrong = [
        (message, translation)
        for message, translation, _ in pairs(catalogues.read(language))
        if frame(message) != frame(translation)
    ]
    assert wrong == []
