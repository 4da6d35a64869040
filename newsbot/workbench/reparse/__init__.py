"""Articles read again from an archive, by the rules of today: no engine, no requests."""
