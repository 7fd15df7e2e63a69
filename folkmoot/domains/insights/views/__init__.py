"""Doors for people: insights in public, the desk of the person who answers, and what follows an answer."""
