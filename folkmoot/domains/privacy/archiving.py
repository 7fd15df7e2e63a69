"""What people agreed to, and who waits to be erased, for an archive."""

from folkmoot.kit.archives import goes_along, stays_behind

goes_along("privacy.consent", "id person purpose version digest is_given channel at salt")
goes_along("privacy.erasure", "id person takes_texts state asked_at due_at ended_at")

stays_behind("privacy.export", why="files that a person has made anew by a press")
