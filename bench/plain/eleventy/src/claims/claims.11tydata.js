module.exports = {
  layout: "claim.njk",
  tags: ["claim"],
  permalink: (data) => `claims/${data.page.fileSlug}.html`,
};
