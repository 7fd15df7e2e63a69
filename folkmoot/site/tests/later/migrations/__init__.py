"""Migrations of the room that comes later."""
