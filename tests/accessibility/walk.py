"""Which pages there are, and who sees each: the table of routes, in an instance that is furnished for it."""

import json
import time

from django.db import connection

from folkmoot.domains.people import actions as people
from tests.house.routes import ROLES, address_of, table
from tests.house.world import furnish, who

#: What answers with a file, a feed or a part of a page.
NO_PAGES = {
    "brand_style", "following:everything", "following:stream", "following:thing", "ideas:card", "ideas:picture",
    "insights:roadmap_csv", "intelligence:export", "intelligence:look_alikes", "metrics:export",
    "metrics:export_all", "metrics:export_compared", "metrics:export_items", "moderation:log_csv",
    "notices:bell", "notices:push_worker", "people:audit_csv", "privacy:download",
}  # fmt: skip
#: Other states of a page, and pages of the sign-in library: address, and who sees it.
MORE: dict[str, list[str]] = {
    "/ideas/?q=tap&sort=support": ["visitor", "root"],
    "/ideas/?q=zzzzqqq": ["visitor", "root"],
    "/ideas/in/households/?state=delivered": ["visitor", "root"],
    "/insights/?state=late": ["visitor", "root"],
    "/insights/?state=answered": ["visitor", "root"],
    "/board/?column=deciding": ["visitor", "root"],
    "/desk/": ["fay"],
    "/first-hour/": ["mia"],
    "/me/": ["ada", "cleo"],
    "/nothing/is/here/": ["visitor"],
    "/account/login/": ["visitor"],
    "/account/login/code/": ["visitor"],
    "/account/signup/": ["visitor"],
    "/account/password/reset/": ["visitor"],
    "/account/confirm-email/": ["visitor"],
    "/account/email/": ["ben"],
    "/account/logout/": ["ben"],
    "/account/password/set/": ["ben"],
    "/account/reauthenticate/": ["ben"],
    "/account/2fa/totp/activate/": ["ben"],
    "/account/2fa/webauthn/add/": ["ben"],
}


def settle() -> None:
    """Until the worker has nothing left to do now; what is planned for later may wait."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "select count(*) from procrastinate_jobs where status in ('todo', 'doing')"
                " and coalesce(scheduled_at, now()) <= now()"
            )
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.2)  # between two looks at what the worker does


def pages() -> dict[str, list[str]]:
    """The address of every page, with those who see it: from a visitor to whoever has most to see there."""
    things = furnish(settle)
    settle()
    found = {
        address_of(row.route, things, row.thing): [
            role for role, answer in zip(ROLES, row.answers, strict=True) if answer == "page"
        ]
        for row in table()
        if row.method == "GET" and row.route not in NO_PAGES
    }
    return {address: seen_by for address, seen_by in found.items() if seen_by} | MORE


def tell() -> None:
    """Furnish this instance, and say so to the test that started it."""
    found = pages()
    links = {
        one: people.sign_in_link(who(one), minutes=60, is_reusable=True) for one in ROLES if one != "visitor"
    }
    print("TOLD", json.dumps({"links": links, "pages": found}))
