"""The launcher: one supervisor starts the embedded database and keeps web server and worker up."""
