"""The run of a portal: its listings, then its articles. Begin with crawl/portal.py."""
