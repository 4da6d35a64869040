"""A small SINDOnews of generated pages, with faults on demand: its own source of truth."""
