"""A page under the glass: what every rule finds on it, as facts and as lines."""

from newsbot.workbench.look.facts import is_article, look, look_listing
from newsbot.workbench.look.lines import tell, tell_listing

__all__ = ["is_article", "look", "look_listing", "tell", "tell_listing"]
