"""The API is given what nobody would send: it never breaks, and answers as its schema says."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from folkmoot.domains.discussions import actions as talk
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.people.actions import make_token
from folkmoot.kit.limits import let_run_out
from folkmoot.site.api import api
from folkmoot.site.wsgi import application

few = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
pytestmark = pytest.mark.slow


def operations():
    schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
    schema.app = application
    return {found.ok().label: found.ok() for found in schema.get_all_operations()}


OPERATIONS = operations()
#: Each operation as its schema says, and as it does not, where it asks for anything.
RUNS = [
    (label, mode)
    for label, one in OPERATIONS.items()
    for mode in GenerationMode
    if mode.is_positive or one.path_parameters or one.query or one.body
]


@pytest.fixture(autouse=True)
def _stay_in_the_transaction():
    """As Django's own test client does: a request that ends would take the connection with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def bench(garden, ben):
    idea = ideas.publish(ideas.draft(garden, by=ben, title="A bench", body=""), by=ben)
    talk.post(idea, by=ben, community=garden, body="Who helps?")
    return idea


def requests(operation, mode, headers, idea):
    """As the schema says (or, negative, as it does not), every second one about an idea that is there."""
    fixed = {"generation_mode": mode, "headers": headers}
    anything = operation.as_strategy(**fixed)
    is_right = mode.is_positive
    if "{pk}" not in operation.path or not (is_right or operation.body or operation.query):
        return anything.map(lambda case: in_the_garden(case) if is_right else case)
    return anything | operation.as_strategy(**fixed, path_parameters={"pk": idea.pk})


def in_the_garden(case):
    if isinstance(case.body, dict) and len(case.body.get("title", "")) % 2:
        case.body["community"] = "garden"
    return case


@pytest.mark.parametrize("scopes", [[], ["read"], ["read", "write"]], ids=["visitor", "reads", "writes"])
@pytest.mark.parametrize(("label", "mode"), RUNS, ids=[f"{label} {mode.value}" for label, mode in RUNS])
def test_it_never_breaks_and_answers_as_its_schema_says(label, scopes, mode, bench, ada):
    headers = {}
    if scopes:
        headers["Authorization"] = f"Bearer {make_token(ada, name='x', scopes=scopes, days=1)[1]}"

    @few
    @given(requests(OPERATIONS[label], mode, headers, bench))
    def fuzz(case):
        let_run_out()  # limits are tested elsewhere
        case.call_and_validate(headers=headers)

    fuzz()
