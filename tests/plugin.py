"""What must be set before Django's settings are read: a data directory and a database server for tests.

Named by ``-p tests.plugin`` in pyproject.toml; run the tests as ``python -m pytest`` from the checkout.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("FOLKMOOT_VAR", str(ROOT / "var" / "tests"))
os.environ.setdefault("FOLKMOOT_SHARED", str(ROOT.parent / "shared"))
os.environ["FOLKMOOT_AS_OWNER"] = "1"  # tests make databases
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
for name in ("DATABASE_URL", "EMAIL_URL", "FOLKMOOT_URL", "FOLKMOOT_DEBUG"):
    os.environ.pop(name, None)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if not config.option.collectonly and "PYTEST_XDIST_WORKER" not in os.environ:
        from folkmoot.domains.intelligence.build import build  # noqa: PLC0415
        from folkmoot.site.catalogues import compile_all  # noqa: PLC0415
        from folkmoot.site.launch.testing import start_database  # noqa: PLC0415  (after the variables above)

        Path(os.environ["FOLKMOOT_VAR"], "static").mkdir(parents=True, exist_ok=True)
        build()
        compile_all()
        start_database()
