"""The API itself: which rooms have doors in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from folkmoot.domains.agreements.api import router as agreements
from folkmoot.domains.channels.api import router as imports
from folkmoot.domains.communities.api import router as communities
from folkmoot.domains.discussions.api import router as discussions
from folkmoot.domains.following.api import router as following
from folkmoot.domains.ideas.api import router as ideas
from folkmoot.domains.insights.api import router as insights
from folkmoot.domains.intelligence.api import router as intelligence
from folkmoot.domains.metrics.api import router as metrics
from folkmoot.domains.moderation.api import router as moderation
from folkmoot.domains.notices.api import router as notices
from folkmoot.domains.privacy.api import router as privacy
from folkmoot.domains.webhooks.api import router as webhooks
from folkmoot.kit.bearers import Token, TokenOrVisitor
from folkmoot.kit.sparse import PART, asked_for, part_of

from .answering import answering
from .documenting import documented
from .errors import handle_errors
from .me import router as me

ABOUT = (
    "Read without a token what a visitor sees; with a token, what you see. Errors are problems (RFC 9457). "
    "Lists come in sheets: ask again with `next` as `cursor` until it is empty."
)


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        return documented(super().get_openapi_schema(**options))

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        """All of it, or the fields that were asked for."""
        names = asked_for(request)
        response = super().create_response(request, part_of(data, names) if names else data, **options)
        if names:
            response["Content-Type"] = PART
        return response


api = Api(
    title="Folkmoot",
    version="1",
    description=ABOUT,
    docs_url=None,
    urls_namespace="api",
    auth=TokenOrVisitor(),
)
api.add_decorator(answering, mode="view")
ROOMS = (communities, agreements, ideas, discussions, insights, intelligence, following, metrics, moderation)
for router in ROOMS:
    api.add_router("", router)
for router in (me, notices, imports, webhooks, privacy):  # what is somebody's own
    api.add_router("", router, auth=Token())
handle_errors(api)
