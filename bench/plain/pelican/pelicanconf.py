"""Settings of the site in Pelican: cards are articles; registers, and lists in metadata, are JSON."""

import datetime as dt
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent

SITENAME = "A made site"
DESCRIPTION = "A site for measuring."
SITEURL = "https://example.org/made"
AUTHOR = PUBLISHER = "Nobody"
EMAIL = "nobody@example.org"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
OUTPUT_PATH = "output"
THEME = str(HERE / "theme")
ARTICLE_PATHS = ["claims"]
PAGE_PATHS = []
STATIC_PATHS = ["robots.txt"]
THEME_STATIC_DIR = "assets"
ARTICLE_SAVE_AS = ARTICLE_URL = "claims/{slug}.html"
ARTICLE_ORDER_BY = "weight"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "claims", "timeline", "404", "feed", "sitemap"]
CLAIMS_SAVE_AS = "claims/index.html"
FEED_SAVE_AS, SITEMAP_SAVE_AS = "feed.xml", "sitemap.xml"
PAGINATED_TEMPLATES = {"claims": 100}
PAGINATION_PATTERNS = (
    (1, "{base_name}/index.html", "{base_name}/index.html"),
    (2, "{base_name}/page-{number}.html", "{base_name}/page-{number}.html"),
)
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
# Pelican's own means against reading again what has not changed.
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"

FEATURED = [f"card-{at}" for at in range(10)]
SAYS = {"supports": "States it", "reports": "Reports it", "disputes": "Stands against it", "context": "Context"}


def _register(name):
    return json.loads((HERE / "data" / f"{name}.json").read_text("utf-8"))


ACTORS, PLACES, TOPICS = _register("actors"), _register("places"), _register("topics")
REFERENCES, MADE_FROM = _register("references"), _register("articles")
RATINGS, STRENGTHS = _register("ratings"), _register("strengths")


def _words(date):
    day = dt.date.fromisoformat(date)
    return f"{day.day} {day:%B %Y}"


JINJA_FILTERS = {"fromjson": json.loads, "words": _words}
