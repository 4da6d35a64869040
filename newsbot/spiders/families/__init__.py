"""Bases for portals that run the same software, or do the same: a family is born at the third
sibling.

A family is a PortalSpider without a `name`; it is checked with each of its members. A member takes
what the family declares and says what differs: `selectors = {**Family.selectors, "title": (…,)}`,
`drop = (*Family.drop, ".iklan")`.
"""
