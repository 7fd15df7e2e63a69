"""Communities, for an archive: their programmes; who is in them, in which role, invited or blocked."""

from folkmoot.kit.archives import goes_along

goes_along("communities.programme", "id playbook version title plan by edit_number set_up_at")
goes_along("communities.community", "id name slug summary joining founded_at programme")
goes_along("communities.membership", "id community person role since")
goes_along("communities.invitation", "id community email digest invited_by invited_at accepted_at")
goes_along("communities.block", "id community person by reason since until lifted_at lifted_by")
