"""The plan: every page of a site, its address, its template, and the slice of the content that it may see."""

from pincite.pages.page import DataFile, FeedFile, Page
from pincite.pages.plan import PER_PAGE, Link, Plan, navigation, section

__all__ = ["PER_PAGE", "DataFile", "FeedFile", "Link", "Page", "Plan", "navigation", "section"]
