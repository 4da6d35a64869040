"""newsbot reads Indonesian news portals into one JSON Lines feed."""

#: The User-Agent, the archives and the package's metadata name it.
__version__ = "1.0"
