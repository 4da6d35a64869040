"""The run: a portal's listings, then its articles. Begin with crawl/portal.py."""
