"""Beginnings: the text of new cards, articles and sites, as an editor would have typed it."""
