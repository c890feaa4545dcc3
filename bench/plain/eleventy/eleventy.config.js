// Cards are Markdown with front matter, registers are data; everything else is Nunjucks.
const MONTHS = "January February March April May June July August September October November December".split(" ");
const before = (key) => (one, other) => (one.data[key] < other.data[key] ? -1 : one.data[key] > other.data[key] ? 1 : 0);
const claims = (api, key) => api.getFilteredByTag("claim").sort(before(key));

module.exports = (config) => {
  config.addPassthroughCopy({ "src/assets": "assets", "src/robots.txt": "robots.txt" });
  config.addCollection("listed", (api) => claims(api, "weight"));
  config.addCollection("newest", (api) => claims(api, "newest").slice(0, 50));
  config.addCollection("months", (api) => {
    const months = [];
    for (const claim of claims(api, "moment")) {
      const [year, month] = claim.data.happened.split("-");
      const title = `${MONTHS[month - 1]} ${year}`;
      if (months.at(-1)?.title !== title) months.push({ title, claims: [] });
      months.at(-1).claims.push(claim);
    }
    return months;
  });
  config.addFilter("words", (date) => {
    const [year, month, day] = date.split("-");
    return `${Number(day)} ${MONTHS[month - 1]} ${year}`;
  });
  config.addFilter("rated", (claims, rating) => claims.filter((claim) => claim.data.rating === rating).length);
  config.addFilter("card", (claims, id) => claims.find((claim) => claim.fileSlug === id));
  config.addFilter("review", function review(url) {
    const data = this.ctx;
    const address = data.site.url + url.slice(1);
    const rating = data.ratings[data.rating];
    return JSON.stringify({
      "@context": "https://schema.org",
      "@type": "ClaimReview",
      url: address,
      claimReviewed: data.claim,
      datePublished: data.checked,
      inLanguage: "en",
      author: { "@type": "Organization", name: data.site.publisher, url: data.site.url },
      reviewRating: {
        "@type": "Rating", alternateName: rating.label, ratingValue: rating.value, bestRating: 6, worstRating: 1,
      },
      itemReviewed: {
        "@type": "Claim",
        "@id": `${address}#claim`,
        author: { "@type": "Person", name: data.actors[data.claimant].name },
        datePublished: data.claimed,
        appearance: data.printed_by.map((id) => (
          { "@type": "NewsArticle", url: data.articles[id].url, headline: data.articles[id].headline })),
      },
      citation: data.evidence.map((one) => ({ "@type": "CreativeWork", url: data.references[one.reference].url })),
    }).replaceAll("<", "\\u003c");
  });
  return { dir: { input: "src", output: "_site" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
};
