"""A room for tests of the real server: a page that takes a file, and a job that takes its time."""
