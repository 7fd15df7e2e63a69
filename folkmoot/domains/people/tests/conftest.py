"""What the tests of sign-in share."""

import pytest

from folkmoot.domains.people import actions

PASSWORD = "a long bridge over the river"


@pytest.fixture
def known(ada):
    actions.confirm_email(ada)
    ada.set_password(PASSWORD)
    ada.save()
    return ada
