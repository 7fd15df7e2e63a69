"""A room that an older instance does not have yet: one table more."""
