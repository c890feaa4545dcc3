"""What a site says of itself in the words of schema.org: its name, who answers for it, where in it a page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.addresses import absolute
from pincite.formats.json import known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.model import Site

# The pages of prose, by their ids, that are a policy of the publisher. One that is not there is not spoken of.
POLICIES = {
    "methodology": "publishingPrinciples",
    "corrections-policy": "correctionsPolicy",
    "funding": "ownershipFundingInfo",
    "contact": "actionableFeedbackPolicy",
}


def website(site: Site) -> dict[str, object]:
    """Describe the site as a `WebSite`; its publisher is told by `organization`."""
    config = site.config
    return known(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "@id": f"{config.url}#website",
            "url": config.url,
            "name": config.title,
            "alternateName": config.tagline,
            "description": config.description,
            "inLanguage": config.language,
            "publisher": {"@id": identity(config.url)},
        },
    )


def organization(site: Site) -> dict[str, object]:
    """Describe the publisher, with a link to each policy that the site has a page of."""
    publisher, url = site.config.publisher, site.config.url
    pages = {str(page.id): absolute(url, f"{page.id}.html") for page in site.prose}
    return known(
        {
            "@context": "https://schema.org",
            # schema.org has a policy on checking facts for a NewsMediaOrganization alone, and who publishes here may be
            # a charity or a school: what nobody said of the publisher is not said.
            "@type": "Organization",
            "@id": identity(url),
            "name": publisher.name,
            "url": publisher.url or url,
            "logo": absolute(url, publisher.logo) if publisher.logo else "",
            "email": publisher.email,
            "sameAs": list(publisher.same_as),
            **{name: pages.get(page, "") for page, name in POLICIES.items()},
        },
    )


def identity(url: str) -> str:
    """Give the name by which the `WebSite` means its publisher."""
    return f"{url}#publisher"


def trail(steps: Sequence[tuple[str, str]], url: str) -> dict[str, object]:
    """Write the way to a page as a `BreadcrumbList`: names and paths, from above down; the last one is the page itself.

    That one goes without its address, which it need not have: it is the page that this stands on.
    """
    items = [
        known(
            {
                "@type": "ListItem",
                "position": at,
                "name": name,
                "item": absolute(url, path) if at < len(steps) else "",
            }
        )
        for at, (name, path) in enumerate(steps, 1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
