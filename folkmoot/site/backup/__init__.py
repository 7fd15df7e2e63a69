"""Backups: one file with the database, the uploads and what they need to be understood; and the way back."""
