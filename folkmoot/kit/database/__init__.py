"""The connection to PostgreSQL: Django's own, which asks less often whether it still stands."""
