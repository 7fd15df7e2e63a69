"""A room whose second migration fails after it changed something."""
