"""Migrations of which the second one fails."""
