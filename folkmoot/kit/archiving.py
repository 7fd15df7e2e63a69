"""What the kit counts and keeps for a while: none of it goes along."""

from folkmoot.kit.archives import stays_behind

stays_behind("kit.allowance", why="counts of requests, for some minutes")
stays_behind("kit.keptanswer", why="answers to requests that may be sent again, for a day")
