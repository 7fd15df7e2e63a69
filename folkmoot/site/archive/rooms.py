"""What all rooms say of an archive, gathered."""

from django.utils.module_loading import autodiscover_modules

from folkmoot.kit import archives


def kinds() -> list[archives.Kind]:
    """All kinds of things that go along, the ground floor first."""
    autodiscover_modules("archiving")
    return archives.kinds()


def staying() -> dict[str, str]:
    """All that does not go along, and why."""
    autodiscover_modules("archiving")
    return archives.staying()
