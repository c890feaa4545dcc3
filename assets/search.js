// Full text: the words that are asked for, looked up in the index that Pagefind made of the finished site. Nothing is
// loaded before a reader asks; what the index holds is put on the page as text, never as markup.
(() => {
  "use strict";
  const box = document.getElementById("search");
  const form = box?.querySelector("form");
  if (!form) return;

  const AT_ONCE = 20; // results
  const words = form.elements.q, list = box.querySelector(".ledger"), more = box.querySelector(".more");
  const heading = document.getElementById("found"), before = heading.textContent;
  const status = box.querySelector("[role=status]");
  const states = [...box.querySelectorAll("[data-state]")];
  const state = (name = "") => { for (const one of states) one.hidden = one.dataset.state !== name; };
  const number = (count) => count.toLocaleString(document.documentElement.lang || "en", { numberingSystem: "latn" });
  const said = (name, count) => box.dataset[name].replace("{number}", number(count));

  let engine = null;
  const ready = () => {
    engine ??= import(new URL(box.dataset.index, document.baseURI)).then(async (api) => {
      await api.options({ excerptLength: 36 });
      await api.init();
      return api;
    });
    return engine;
  };

  // An excerpt has <mark> around what was found, and five characters escaped: everything else in it is plain text.
  const PLAIN = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&amp;": "&" };
  const excerpt = (text) => text.split(/<mark>(.*?)<\/mark>/s).map((part, at) => {
    const plain = part.replace(/&(?:lt|gt|quot|amp|#39|#x27);/g, (escaped) => PLAIN[escaped]);
    if (at % 2 === 0) return plain;
    const mark = document.createElement("mark");
    mark.className = "hit";
    mark.textContent = plain;
    return mark;
  });

  const pattern = box.querySelector("template[data-result]").content.firstElementChild;
  const made = ({ url, meta, excerpt: text }) => {
    const row = pattern.cloneNode(true);
    const link = row.querySelector("a");
    link.href = url;
    link.textContent = meta.title;
    row.querySelector("[data-slot=kind]").textContent = box.dataset[meta.kind] ?? "";
    const rating = [...box.querySelectorAll("template[data-rating]")].find((one) => one.dataset.rating === meta.rating);
    if (rating) {
      row.querySelector("[data-slot=mark]").replaceWith(rating.content.querySelector("svg").cloneNode(true));
      row.querySelector("[data-slot=rating]").textContent = rating.content.querySelector("b").textContent;
    }
    row.querySelector(".excerpt").append(...excerpt(text));
    return row;
  };

  let found = [], asked = 0, shown = 0;

  const add = async () => {
    const turn = asked;
    const part = await Promise.all(found.slice(shown, shown + AT_ONCE).map((one) => one.data()));
    if (turn !== asked) return null;
    const rows = part.map(made);
    list.append(...rows);
    shown += rows.length;
    more.hidden = shown >= found.length;
    if (!more.hidden) more.querySelector("button").textContent = said("more", Math.min(AT_ONCE, found.length - shown));
    return rows[0];
  };

  const search = async () => {
    const turn = asked += 1, text = words.value.trim();
    if (!text) {
      [found, shown] = [[], 0];
      list.replaceChildren();
      [heading.textContent, status.textContent, more.hidden] = [before, "", true];
      state();
      return;
    }
    list.setAttribute("aria-busy", "true");
    try {
      const answer = await (await ready()).search(text);
      if (turn !== asked) return;
      found = answer.results;
    } catch {
      engine = null;
      list.removeAttribute("aria-busy");
      state(location.protocol === "file:" ? "file" : "absent");
      return;
    }
    shown = 0;
    list.replaceChildren();
    list.removeAttribute("aria-busy");
    state(found.length ? "" : "none");
    heading.textContent = status.textContent = said("some", found.length);
    await add();
  };

  const read = () => {
    words.value = new URLSearchParams(location.search).get("q") ?? "";
    search();
  };
  let pause = 0, typing = false;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      const text = words.value.trim();
      const address = location.pathname + (text ? `?q=${encodeURIComponent(text).replaceAll("%20", "+")}` : "");
      try {
        if (address !== location.pathname + location.search) history[typing ? "replaceState" : "pushState"](null, "", address);
      } catch { /* a browser may refuse it when it comes too often */ }
      typing = true;
      search();
    }, 200);
  });
  form.addEventListener("change", () => { typing = false; });
  form.addEventListener("submit", (event) => event.preventDefault());
  more.querySelector("button").addEventListener("click", async () => (await add())?.querySelector("a").focus());
  addEventListener("popstate", read);
  form.hidden = false;
  state();
  read();
})();
