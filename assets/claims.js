// The list of claims: filters, search and order, kept in the address. Without this script the list is whole, page by
// page, and the filters by rating and article, which are plain CSS, still work.
//
// 1. A list of one page is searched by its rows. A longer one has a table of all claims, which is fetched when a reader
//    first filters; the rows of other pages are then made from it, after the pattern of a row that is there.
// 2. The form holds the state; the address is written from it and read into it.
// 3. Kinds of filters are joined by "and", choices of one kind by "or". The number beside a choice is what it would find
//    under the filters of the other kinds.
(() => {
  "use strict";
  const finder = document.querySelector(".finder");
  const form = document.getElementById("filters");
  const list = finder?.querySelector(".ledger");
  if (!form || !list?.children.length) return;

  const AT_ONCE = 100; // rows
  const one = (selector, within = finder) => within.querySelector(selector);
  const all = (selector, within = finder) => [...within.querySelectorAll(selector)];
  const words = form.elements.q, from = form.elements.from, to = form.elements.to;
  const dated = form.elements.dated, undated = form.elements.undated, order = form.elements.sort;
  const heading = document.getElementById("all"), whole = heading.textContent;
  const status = one("[role=status]"), chips = one(".chips"), more = one(".more"), pager = one(".pager");
  const table = document.getElementById("table");
  const said = (name, values) => finder.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  // The pages write the digits 0 to 9 in every language.
  const number = (count) => count.toLocaleString(document.documentElement.lang || "en", { numberingSystem: "latn" });

  // Words -----------------------------------------------------------------------------------------------------------

  // What is written in several ways is folded into one: capitals, accents, ligatures, the vowel signs of Arabic and the
  // forms of its alef, yeh and teh, digits of other scripts.
  const ALIKE = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": "" };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[ßæœøłđðþıςٱىیةکـ]/g, (letter) => ALIKE[letter])
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15);
  // Where a script puts no spaces between words, each of its signs is taken for one.
  const WORD = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]\p{M}*|[\p{L}\p{N}\p{M}]+/gu;
  const cut = (text) => text.match(WORD) ?? [];
  const padded = (text) => ` ${cut(fold(text)).join(" ")} `;

  // What is asked for, as pieces of padded text: " market" begins a word, " busy market " is a phrase.
  const asked = (text) => {
    const found = [];
    for (const [, phrase, end, plain] of text.matchAll(/["“”„«»]([^"“”„«»]*)(["“”„«»]?)|([^"“”„«»]+)/g)) {
      const parts = cut(fold(plain ?? phrase));
      if (plain !== undefined) found.push(...parts.map((part) => ` ${part}`));
      else if (parts.length) found.push(` ${parts.join(" ")}${end ? " " : ""}`);
    }
    return found;
  };

  // Give the places in a text, as pairs of offsets, that what is asked for stands at.
  const places = (text, wanted) => {
    const parts = [...text.matchAll(WORD)].map((part) => [part.index, part[0], fold(part[0])]).filter((part) => part[2]);
    const starts = [];
    let folded = " ";
    for (const part of parts) {
      starts.push(folded.length);
      folded += `${part[2]} `;
    }
    const found = [];
    for (const piece of wanted) {
      for (let at = folded.indexOf(piece); at >= 0; at = folded.indexOf(piece, at + 1)) {
        const end = at + piece.trimEnd().length;
        const last = starts.findLastIndex((start) => start < end);
        const [start, raw] = parts[last];
        let length = 1;
        while (length < raw.length && fold(raw.slice(0, length)).length < end - starts[last]) length += 1;
        while (/^\p{M}/u.test(raw.slice(length))) length += 1;
        found.push([parts[starts.indexOf(at + 1)][0], start + length]);
      }
    }
    return found.sort((a, b) => a[0] - b[0]);
  };

  const marked = (claim, wanted) => {
    const link = one("h3 a", claim.row);
    if (!wanted.length && !link.children.length) return;
    const parts = [];
    let done = 0;
    for (const [start, end] of wanted.length ? places(claim.title, wanted) : []) {
      if (end <= done) continue;
      const mark = document.createElement("mark");
      mark.className = "hit";
      mark.textContent = claim.title.slice(Math.max(start, done), end);
      parts.push(claim.title.slice(done, Math.max(start, done)), mark);
      done = end;
    }
    link.replaceChildren(...parts, claim.title.slice(done));
  };

  // Claims ----------------------------------------------------------------------------------------------------------

  const several = (text) => (text ? text.split(" ") : []);
  const ends = (text) => (text ? text.split("/") : null);
  const here = [...list.children].map((row) => {
    const { rating, strength, claimant, named, topics, areas, articles, said: when, happened } = row.dataset;
    const title = one("h3 a", row).textContent;
    const text = `${title} ${row.dataset.words} ${one("[data-slot=claimant]", row).textContent}`;
    return { id: row.id.slice("claim-".length), row, title, text, rating, strength, claimant, named: several(named),
      topics: several(topics), areas: several(areas), articles: several(articles), said: ends(when),
      happened: ends(happened) };
  });
  let claims = here, complete = !table, failed = false;

  const take = (data) => {
    const known = new Map(here.map((claim) => [claim.id, claim]));
    const each = (name, numbers) => numbers.map((at) => data[name][at]);
    claims = data.claims.map((line) => {
      const held = Object.fromEntries(data.columns.map((column, at) => [column, line[at]]));
      const claimant = data.actors[held.claimant];
      return known.get(held.id) ?? { ...held, text: `${held.title} ${held.claim} ${held.name} ${claimant[1]}`,
        rating: data.ratings[held.rating] ?? "", strength: data.strengths[held.strength] ?? "", claimant: claimant[0],
        by: claimant[1], named: each("actors", held.named).map((actor) => actor[0]), topics: each("topics", held.topics),
        areas: each("places", held.areas), printed: each("articles", held.articles),
        articles: each("articles", held.articles).map((article) => article[0]),
        said: data.dates[held.said] ?? null, happened: data.dates[held.happened] ?? null };
    });
    complete = true;
  };

  let loading = null;
  const load = () => {
    loading ??= fetch(table.href)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
      .then(take)
      .catch(() => { failed = true; })
      .finally(() => { list.removeAttribute("aria-busy"); show(); announce(); });
    list.setAttribute("aria-busy", "true");
    heading.textContent = finder.dataset.loading;
  };

  // A row for a claim of another page: a copy of one that is there, filled anew with text and never with markup.
  const pattern = list.children[0].cloneNode(true);
  const label = (kind, value) => document.getElementById(`${kind}-${value}`)?.closest("label");
  const made = (claim) => {
    const row = pattern.cloneNode(true);
    const slot = (name) => one(`[data-slot=${name}]`, row);
    row.id = `claim-${claim.id}`;
    const joined = (values) => values.join(" ");
    const span = (when) => when?.slice(0, 2).join("/") ?? "";
    Object.assign(row.dataset, { rating: claim.rating, strength: claim.strength, claimant: claim.claimant,
      named: joined(claim.named), topics: joined(claim.topics), areas: joined(claim.areas), articles: joined(claim.articles),
      said: span(claim.said), happened: span(claim.happened), words: `${claim.claim} ${claim.name}` });
    const rating = claim.rating ? label("rating", claim.rating) : document.getElementById("withdrawn").content;
    one(".mark", row).replaceWith(one(".mark", rating).cloneNode(true));
    slot("rating").textContent = one("[data-name]", rating).textContent;
    one(".strength", row)?.remove();
    const strength = all("template[data-strength]").find((each) => each.dataset.strength === claim.strength);
    if (strength) one(".meta b", row).after(" ", strength.content.cloneNode(true));
    const link = one("h3 a", row);
    link.href = link.getAttribute("href").replace(/[^/]*$/, `${claim.id}.html`);
    link.textContent = claim.title;
    one(".draft", row)?.remove();
    if (claim.state === "draft") {
      const draft = document.createElement("b");
      draft.className = "draft";
      draft.textContent = finder.dataset.draft;
      link.after(" ", draft);
    }
    slot("claimant").textContent = claim.by;
    slot("said").textContent = claim.said ? "" : finder.dataset.undated;
    if (claim.said) {
      const [, , spoken, machine] = claim.said;
      const time = document.createElement("time");
      if (machine) time.dateTime = machine;
      time.textContent = spoken;
      slot("said").append(machine ? time : spoken);
    }
    slot("articles").textContent = claim.printed.map((article) => article[1]).join(finder.dataset.comma) || finder.dataset.none;
    return row;
  };

  // Filters ---------------------------------------------------------------------------------------------------------

  const PART = {
    "": (claim) => [claim.claimant, ...claim.named],
    claimant: (claim) => [claim.claimant],
    named: (claim) => claim.named,
  };
  const OF = {
    rating: (claim) => [claim.rating],
    strength: (claim) => [claim.strength],
    actor: (claim) => part(claim),
    topic: (claim) => claim.topics,
    place: (claim) => claim.areas,
    article: (claim) => claim.articles,
    undated: (claim) => (claim[moment] ? [] : ["1"]),
  };
  let part = PART[""], moment = "said"; // as the form has it: asked once, not for each of ten thousand claims
  const boxes = Object.fromEntries(Object.keys(OF).map((kind) => [kind, all(`input[type=checkbox][name=${kind}]`, form)]));
  const KINDS = Object.keys(OF).filter((kind) => kind !== "undated");
  const chosen = (kind) => boxes[kind].filter((box) => box.checked).map((box) => box.value);
  const day = (field) => {
    const text = field.value.trim();
    return /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text) ? text : "";
  };

  // Give the filters that are set, as pairs of a kind and a test.
  const tests = () => {
    const found = [];
    part = PART[form.elements.as?.value ?? ""];
    moment = dated.value;
    for (const kind of KINDS) {
      const wanted = new Set(chosen(kind));
      if (wanted.size) found.push([kind, (claim) => OF[kind](claim).some((value) => wanted.has(value))]);
    }
    const [first, last, without] = [day(from), day(to), undated?.checked];
    if (first || last || without) {
      // A month sorts before its days and "~" behind them, so that months and days compare as text. What has a range or
      // a vague date fits where any day that it can mean does.
      found.push(["undated", ({ [moment]: when }) => (when
        ? Boolean(first || last) && when[1] >= first && (!last || when[0] <= `${last}~`) : without)]);
    }
    const wanted = asked(words.value);
    if (wanted.length) {
      found.push(["words", (claim) => {
        claim.padded ??= padded(claim.text);
        return wanted.every((piece) => claim.padded.includes(piece));
      }]);
    }
    return found;
  };

  // Find the claims that pass every test; and count for each choice those that only its own kind could keep out.
  const sift = (active) => {
    const counts = Object.fromEntries(Object.keys(OF).map((kind) => [kind, new Map()]));
    const count = (kind, claim) => {
      for (const value of OF[kind](claim)) counts[kind].set(value, (counts[kind].get(value) ?? 0) + 1);
    };
    const found = sorted().filter((claim) => {
      let missed = null;
      for (const [kind, test] of active) {
        if (test(claim)) continue;
        if (missed) return false;
        missed = kind;
      }
      if (missed in OF) count(missed, claim);
      else if (!missed) for (const kind in OF) count(kind, claim);
      return !missed;
    });
    return [found, counts];
  };

  const orders = new Map();
  const sorted = () => {
    const key = `${order.value} ${complete}`;
    if (!orders.has(key)) {
      const names = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, ignorePunctuation: true });
      const by = (field, sign) => (a, b) => (a.said && b.said ? sign * a.said[field].localeCompare(b.said[field])
        : Boolean(b.said) - Boolean(a.said));
      const compare = { date: by(1, -1), oldest: by(0, 1), name: (a, b) => names.compare(a.title, b.title) };
      orders.set(key, order.value ? [...claims].sort(compare[order.value]) : claims);
    }
    return orders.get(key);
  };

  // The page --------------------------------------------------------------------------------------------------------

  let limit = AT_ONCE, speaking = 0;

  const show = () => {
    const active = tests(), idle = !active.length && !order.value;
    chip();
    if (!idle && !complete && !failed) {
      load();
      return;
    }
    const [found, counts] = sift(active);
    const shown = idle ? here : found.slice(0, limit);
    const wanted = asked(words.value);
    for (const claim of shown) {
      claim.row ??= made(claim);
      marked(claim, wanted);
    }
    // Rows that stay are left alone: the focus may be in one.
    if (shown.length !== list.children.length || shown.some((claim, at) => claim.row !== list.children[at])) {
      list.replaceChildren(...shown.map((claim) => claim.row));
    }
    heading.textContent = idle || (!active.length && !table) ? whole : said(complete ? "shown" : "here", { shown: number(found.length) });
    one("[data-empty]").hidden = found.length > 0;
    more.hidden = idle || found.length <= limit;
    if (!more.hidden) one("button", more).textContent = said("more", { number: number(Math.min(AT_ONCE, found.length - limit)) });
    if (pager) pager.hidden = !idle && complete;
    for (const note of all("[data-fails]")) {
      note.hidden = idle || !failed || (note.dataset.fails === "file") !== (location.protocol === "file:");
    }
    if (complete || !idle) tell(counts);
  };

  // Readers who listen are told once they have paused.
  const announce = () => {
    clearTimeout(speaking);
    speaking = setTimeout(() => { status.textContent = heading.textContent; }, 700);
  };

  const tell = (counts) => {
    for (const kind in boxes) {
      for (const box of boxes[kind]) {
        const found = counts[kind].get(box.value) ?? 0;
        const choice = box.closest("label");
        one(".n", choice).textContent = number(found);
        choice.toggleAttribute("data-nothing", !found && !box.checked);
      }
    }
  };

  // Each filter that is set, as a button that takes it away.
  const chip = () => {
    const set = [];
    if (words.value.trim()) set.push([said("words", { words: words.value.trim() }), () => { words.value = ""; }]);
    for (const kind of Object.keys(boxes)) {
      for (const box of boxes[kind].filter((each) => each.checked)) {
        set.push([one("[data-name]", box.closest("label")).textContent.trim(), () => { box.checked = false; }]);
      }
    }
    const as = chosen("actor").length && one("[name=as]:checked", form);
    if (as?.value) set.push([one("[data-name]", as.closest("label")).textContent, () => { form.elements.as.value = ""; }]);
    for (const field of [from, to]) {
      if (day(field)) set.push([said(field.name, { date: day(field) }), () => { field.value = ""; }]);
    }
    one("ul", chips).replaceChildren(...set.map(([name, remove], at) => {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.setAttribute("aria-label", said("remove", { name }));
      button.addEventListener("click", () => {
        remove();
        changed();
        (all("li button", chips)[Math.min(at, set.length - 2)] ?? heading).focus();
      });
      item.append(button);
      return item;
    }));
    chips.hidden = !set.length;
    const full = one("[data-full]", form);
    if (full) full.search = words.value.trim() ? `?q=${encodeURIComponent(words.value.trim())}` : "";
    const folded = set.length - Boolean(words.value.trim());
    one("[data-active]", form).textContent = folded ? number(folded) : "";
    for (const kind of all("details.kind", form)) {
      const many = all("input:checked[type=checkbox]", kind).length + all("#from, #to", kind).filter(day).length;
      one("[data-chosen]", kind).textContent = many ? number(many) : "";
    }
  };

  // The address -----------------------------------------------------------------------------------------------------

  const read = () => {
    const state = new URLSearchParams(location.search);
    const values = (name) => state.getAll(name).join(",").split(/[\s,]+/).filter(Boolean);
    const text = (name) => state.get(name)?.trim() ?? "";
    // A select, or radio buttons: what is not among the choices is the first of them.
    const choose = (field, name, options) => { if (field) field.value = options.includes(text(name)) ? text(name) : options[0]; };
    for (const kind in boxes) {
      const wanted = new Set(values(kind));
      for (const box of boxes[kind]) box.checked = wanted.has(box.value);
    }
    // An earlier form of the address named the ratings that were left out.
    const left = new Set(values("without"));
    if (left.size && !chosen("rating").length && boxes.rating.some((box) => left.has(box.value))) {
      for (const box of boxes.rating) box.checked = !left.has(box.value);
    }
    words.value = text("q");
    from.value = text("from");
    to.value = text("to");
    choose(dated, "dated", [...dated.options].map((option) => option.value));
    choose(order, "sort", [...order.options].map((option) => option.value));
    choose(form.elements.as, "as", Object.keys(PART));
    limit = AT_ONCE;
  };

  const write = (again) => {
    const parts = [];
    const put = (name, value) => {
      if (value) parts.push(`${name}=${encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%20", "+")}`);
    };
    put("q", words.value.trim());
    for (const kind of KINDS) put(kind, chosen(kind).join(","));
    if (chosen("actor").length) put("as", form.elements.as.value);
    put("from", day(from));
    put("to", day(to));
    put("undated", undated?.checked ? "1" : "");
    if (day(from) || day(to) || undated?.checked) put("dated", dated.value === dated.options[0].value ? "" : dated.value);
    put("sort", order.value);
    const address = location.pathname + (parts.length ? `?${parts.join("&")}` : "");
    if (address === location.pathname + location.search) return;
    try {
      history[again ? "replaceState" : "pushState"](null, "", address);
    } catch { /* a browser may refuse it for a file from a folder, or when it comes too often */ }
  };

  // What is typed is one step of the history, however many letters it has.
  let typing = null;
  const changed = (field = null) => {
    const text = field === words || field === from || field === to;
    limit = AT_ONCE;
    write(text && typing === field);
    typing = text ? field : null;
    show();
    announce();
  };

  for (const part of all("[data-live]")) part.hidden = false;
  const wide = matchMedia("(min-width: 62rem)");
  const unfold = () => { one(".fold", form).open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    if (!target.dataset.narrows) changed(target);
    else for (const box of boxes[target.dataset.narrows]) {
      box.closest("label").hidden = !asked(target.value).every((piece) => padded(box.closest("label").textContent).includes(piece));
    }
  });
  form.addEventListener("change", ({ target }) => {
    typing = null;
    if (target === from || target === to) target.setAttribute("aria-invalid", String(Boolean(target.value.trim() && !day(target))));
  });
  order.addEventListener("input", () => changed(order));
  one("button", more).addEventListener("click", () => {
    const before = list.children.length;
    limit += AT_ONCE;
    show();
    one("h3 a", list.children[before])?.focus();
  });
  one(":scope > button", chips).addEventListener("click", () => {
    for (const box of Object.values(boxes).flat()) box.checked = false;
    for (const field of [words, from, to]) field.value = "";
    if (form.elements.as) form.elements.as.value = "";
    changed();
    heading.focus();
  });
  addEventListener("popstate", () => { read(); show(); });
  read();
  show();
})();
