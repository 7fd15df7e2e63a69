"""Who may use a door of the API: the bearer of a token, or also a visitor. The site has looked at the token already."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from .limits import READING


class Token(HttpBearer):
    """A token of a person."""

    def __call__(self, request: HttpRequest) -> Any:
        return request.user if request.user.is_authenticated else None

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return self(request)


class TokenOrVisitor(Token):
    """Reading is free for visitors."""

    def __call__(self, request: HttpRequest) -> Any:
        return request.user if request.method in READING else super().__call__(request)
