// The list of claims: words and place narrow it, and the address remembers how. Without this script the list is whole,
// and the filters by rating and article, which are plain CSS, still work.
(() => {
  "use strict";
  const form = document.querySelector(".filters");
  const heading = document.getElementById("all");
  const rows = [...document.querySelectorAll(".ledger > li")];
  if (!form || !heading || !rows.length) return;

  const words = form.querySelector("#words");
  const place = form.querySelector("#place");
  const ratings = [...form.querySelectorAll("input[type=checkbox]")];
  const articles = [...form.querySelectorAll("input[type=radio]")];
  const whole = heading.textContent;

  // Letters alone count: capitals and accents are folded, as in "Cliches" for "clichés".
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[‘’]/g, "'");
  const texts = rows.map((row) => fold(row.textContent + " " + row.dataset.words));

  const read = () => {
    const state = new URLSearchParams(location.search);
    words.value = state.get("q") ?? "";
    if (place) place.value = state.get("place") ?? "";
    const off = new Set((state.get("without") ?? "").split(" "));
    for (const box of ratings) box.checked = !off.has(box.id.slice(2));
    const chosen = state.get("article");
    for (const one of articles) one.checked = chosen ? one.id === `a-${chosen}` : !one.id;
  };

  const write = () => {
    const state = new URLSearchParams();
    if (words.value.trim()) state.set("q", words.value.trim());
    if (place && place.value) state.set("place", place.value);
    const off = ratings.filter((box) => !box.checked).map((box) => box.id.slice(2));
    if (off.length) state.set("without", off.join(" "));
    const chosen = articles.find((one) => one.checked && one.id);
    if (chosen) state.set("article", chosen.id.slice(2));
    const query = state.toString();
    history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
  };

  const show = () => {
    const wanted = fold(words.value).split(/\s+/).filter(Boolean);
    rows.forEach((row, at) => {
      const inPlace = !place || !place.value || row.dataset.places.split(" ").includes(place.value);
      row.hidden = !(inPlace && wanted.every((word) => texts[at].includes(word)));
    });
    // The filters of the stylesheet hide rows, too: what is left is what has a size.
    const left = rows.filter((row) => row.getClientRects().length).length;
    heading.textContent = left === rows.length ? whole : form.dataset.some.replace("{left}", left).replace("{all}", rows.length);
  };

  for (const part of form.querySelectorAll("[hidden]")) part.hidden = false;
  heading.setAttribute("aria-live", "polite");
  read();
  show();
  form.addEventListener("input", () => { show(); write(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", () => { read(); show(); });
})();
