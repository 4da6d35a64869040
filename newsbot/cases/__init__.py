"""A portal's saved pages as its site: a replica that is made of test cases."""

from newsbot.cases.options import CaseOptions
from newsbot.cases.site import CaseSite, Portal

__all__ = ["CaseOptions", "CaseSite", "Portal"]
