"""The plan: every page of a site, its address, its template, and the slice of the content that it may see."""

from pincite.pages.page import DataFile, Page
from pincite.pages.plan import PER_PAGE, Link, Plan, navigation, section

__all__ = ["PER_PAGE", "DataFile", "Link", "Page", "Plan", "navigation", "section"]
