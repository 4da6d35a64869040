"""newsbot reads Indonesian news portals into one JSON Lines feed."""
