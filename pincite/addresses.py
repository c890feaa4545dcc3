"""The addresses of the pages that every site has, and the names that no page of prose may take."""

from __future__ import annotations

# The sections of a site: the name that `navigation` in site.yaml uses, the page's path, and its words in the masthead.
SECTIONS = {
    "claims": ("claims/index.html", "Claims"),
    "timeline": ("timeline.html", "Timeline"),
    "articles": ("articles/index.html", "Articles"),
    "compare": ("compare.html", "Comparison"),
    "figures": ("figures.html", "Figures"),
    "ratings": ("ratings.html", "Ratings"),
    "actors": ("actors/index.html", "Actors"),
    "topics": ("topics/index.html", "Topics"),
    "places": ("places/index.html", "Places"),
    "references": ("references.html", "References"),
    "corrections": ("corrections.html", "Corrections"),
}

# Pages and files that are there or will be: links that readers keep must not come to mean something else.
RESERVED = frozenset(
    {*SECTIONS, "index", "404", "data", "desk", "feed", "sitemap", "robots", "manifest", "schema", "assets"},
)
