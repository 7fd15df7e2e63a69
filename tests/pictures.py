"""``python -m tests.pictures``: the pictures of the docs, made from the demo world in a real browser."""

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from folkmoot.site.launch.testing import running_instance, temporary_folder

TO = Path(__file__).resolve().parents[1] / "docs" / "pictures"
# name, who looks, where, height of the picture
PICTURES = [
    ("idea", "", "/ideas/1/", 1000),
    ("desk", "Fay", "/desk/", 800),
]


def main() -> int:
    TO.mkdir(parents=True, exist_ok=True)
    with temporary_folder() as folder, running_instance(folder / "var") as site:
        links = site.run("folkmoot.site", "demo", "--links").stdout
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-background-networking"],
            )
            for name, who, path, height in PICTURES:
                page = browser.new_page(viewport={"width": 1280, "height": height}, base_url=site.url)
                if who:
                    page.goto(re.search(rf"{who} .*?(http\S+)", links)[1])
                    page.locator("main button").click()
                page.goto(path)
                page.wait_for_timeout(3000)  # what is suggested comes from the worker
                page.goto(path)
                page.screenshot(path=TO / f"{name}.png")
                print(TO / f"{name}.png")
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
