"""The relate stage: from claims to propositions and disputes."""
