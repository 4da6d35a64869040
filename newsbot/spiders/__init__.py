"""The portals: one small file each, nearly all data."""
