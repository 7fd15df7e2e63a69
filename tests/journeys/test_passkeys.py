"""Passkeys in a real browser, with an authenticator that Chromium makes up: added, and then the only thing needed."""

import re

import pytest
from playwright.sync_api import Page, expect

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_authenticator(page: Page) -> Page:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in", exact=True)).to_be_visible()


@pytest.mark.browser
@pytest.mark.slow
def test_a_passkey_is_added_and_then_it_alone_lets_in(site, visit, look):
    page = with_authenticator(visit())
    here = f"http://localhost:{site.port}"  # a passkey belongs to a name, and 127.0.0.1 is none
    link = site.run("folkmoot.site", "administrator", "root@example.org").stdout.strip()
    page.goto(here + link.removeprefix(site.url))
    page.get_by_role("button", name="Sign in as").click()
    page.goto(f"{here}/me/security/")
    look(page, "security-empty")
    page.get_by_role("link", name="Add a passkey").click()
    look(page, "passkey-add")
    page.get_by_label("A name for it").fill("My laptop")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add it").click()

    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert len(re.findall(r"<li><code>\d{8}</code>", page.content())) == 10
    look(page, "recovery-codes")
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_text("My laptop")).to_be_visible()
    look(page, "security")

    sign_out(page)
    page.goto(f"{here}/account/login/")
    look(page, "login")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{here}/")
    page.goto(f"{here}/me/security/")
    expect(page.get_by_text("My laptop")).to_be_visible()

    # Again from what comes by mail: then the passkey is the second step.
    sign_out(page)
    link = site.run("folkmoot.site", "administrator", "root@example.org").stdout.strip()
    page.goto(here + link.removeprefix(site.url))
    page.get_by_role("button", name="Sign in as").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    look(page, "second-step")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="What I gave")).to_be_visible()

    page.goto(f"{here}/me/tokens/")
    look(page, "tokens")
    page.get_by_label("What is it for?").fill("A spreadsheet")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    look(page, "confirm")
    page.goto(f"{here}/audit/")
    look(page, "audit")
