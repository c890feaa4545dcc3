// The passage picker of the preview: from a selection in an article to the YAML of its quote, and to a card begun from it.
//
// 1. `chosen` turns a selection into offsets of the article, in code points: what lies outside its text is cut off.
// 2. `ask` gets the server's answer for them, `show` puts it into the panel.
// 3. By keyboard, `step` goes from sentence to sentence; the sentences are the server's.
// What is open is kept in sessionStorage, for the preview loads the page anew with each save.
(() => {
  "use strict";

  const TOKEN = document.currentScript?.dataset.token ?? "";
  const ASIDE = "aside, nav, footer, .notes, [role=complementary], [role=note]";
  const KEPT = "pincite-picker";
  const KEY = /Mac|iP/.test(navigator.platform) ? "Option+P" : "Alt+P";
  const PAUSE = 250; // milliseconds without a change, after which a selection counts as made
  const DRAGGED = 4; // pixels, from which on a press and its release are no click
  const ROOMS = [["wide", 27], ["middle", 22], ["narrow", 16.5]]; // the panel's widths beside the text, in rem: see picker.css

  const proofs = [...document.querySelectorAll("main [data-article][data-start]")].filter((e) => !e.closest(ASIDE));
  const ARTICLE = proofs[0]?.dataset.article;
  const texts = proofs.filter((e) => e.dataset.article === ARTICLE && !e.parentElement.closest("[data-article]"));
  if (!texts.length) return;

  let wanted = null; // [start, end], as asked for last
  let told = null; // the answer that is shown
  let plan = null; // the outline: sentences, actors, ratings
  let anchor = 0, focus = 0; // the first and the last sentence chosen, by their places in the outline
  let serial = 0; // of the last request: answers may overtake each other
  let opener = null; // what had the focus before the panel
  let dismissed = ""; // the selection that was closed by hand
  let edited = false; // whether anything in the form is the editor's own
  let named = false; // whether the id is: it then no longer follows the title
  let made = null; // the card that was begun

  // The panel ------------------------------------------------------------------------------------------------------

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const button = (label, act, attributes = {}) => {
    const element = make("button", { type: "button", ...attributes }, label);
    element.addEventListener("click", act);
    return element;
  };
  const field = (label, id, input) => make("div", { class: "field" }, make("label", { for: id }, label), input);

  const title = make("h2", { id: "pincite-picker-title", tabindex: "-1" }, "Quote this passage");
  const where = make("p", { class: "where" });
  const problem = make("p", { class: "problem", role: "alert" });
  const yaml = make("textarea", { id: "pincite-yaml", readonly: "", wrap: "off", spellcheck: "false" });
  const status = make("span", { class: "status", role: "status" });
  const heard = make("p", { class: "unseen", role: "status" });
  const cards = make("ul", {}), cardsTitle = make("h3", {});
  const newTitle = make("input", { id: "pincite-new-title", autocomplete: "off", required: "" });
  const newId = make("input", { id: "pincite-new-id", autocomplete: "off", required: "", spellcheck: "false" });
  const newClaimant = make("select", { id: "pincite-new-claimant", required: "" });
  const newRating = make("select", { id: "pincite-new-rating", required: "" });
  const inputs = { title: newTitle, id: newId, claimant: newClaimant, rating: newRating };
  const refusal = make("p", { id: "pincite-refusal", class: "problem", role: "alert" });
  const result = make("p", { class: "result", role: "status", tabindex: "-1" });
  // What is missing is told by the server, at the field and in the words of any other refusal.
  const form = make(
    "form",
    { novalidate: "" },
    field("Title", newTitle.id, newTitle),
    field("Id and address", newId.id, newId),
    field("Who claims it", newClaimant.id, newClaimant),
    field("Rating, for now", newRating.id, newRating),
    make("p", {}, make("button", { type: "submit" }, "Create the draft")),
    refusal,
  );
  const fresh = make("details", {}, make("summary", {}, "New draft card from this"), form, result);
  const steps = make(
    "p",
    { class: "steps", role: "group", "aria-label": "Sentences" },
    button("Previous", () => step(-1, false)),
    button("Next", () => step(1, false)),
    button("One more", () => step(1, true)),
    button("One less", () => step(-1, true)),
  );
  const answered = make(
    "div",
    {},
    make("p", { class: "field" }, make("label", { for: yaml.id }, "The quote, as YAML"), yaml),
    make("p", {}, button("Copy", copy), " ", status),
    cardsTitle,
    cards,
    fresh,
  );
  const help = make("p", { class: "help" }, "Arrow keys choose the sentence, with Shift more of them. Escape closes.");
  const panel = make(
    "div",
    { class: "panel", role: "dialog", "aria-labelledby": title.id, hidden: "" },
    make("div", { class: "bar" }, title, button("Close", close)),
    where,
    steps,
    help,
    problem,
    answered,
  );
  const launch = button("Quote a passage", open, { class: "launch", "aria-keyshortcuts": "Alt+P" });
  launch.append(make("span", { class: "keys" }, `: select it, or ${KEY}`));
  const root = make("section", { id: "pincite-picker", "aria-label": "Passage picker", lang: "en", dir: "ltr" });
  root.append(launch, panel, heard);
  document.body.append(root);

  // Offsets --------------------------------------------------------------------------------------------------------

  // A string's length counts UTF-16 units; the article's offsets count characters (code points).
  function points(string) {
    let number = 0;
    for (const _ of string) number++;
    return number;
  }

  function chosen(selection) {
    let low = Infinity, high = -1;
    for (let at = 0; at < selection.rangeCount; at++) {
      const range = selection.getRangeAt(at);
      for (const element of texts) {
        if (!range.intersectsNode(element)) continue;
        const whole = document.createRange();
        whole.selectNodeContents(element);
        const cut = range.cloneRange();
        if (cut.compareBoundaryPoints(Range.START_TO_START, whole) < 0) cut.setStart(element, 0);
        if (cut.compareBoundaryPoints(Range.END_TO_END, whole) > 0) cut.setEnd(element, element.childNodes.length);
        if (cut.collapsed) continue;
        whole.setEnd(cut.startContainer, cut.startOffset);
        const start = Number(element.dataset.start) + points(whole.toString());
        low = Math.min(low, start);
        high = Math.max(high, start + points(cut.toString()));
      }
    }
    return high > low ? [low, high] : null;
  }

  // The place of an offset in the page: the character behind it for a start, the one before it for an end.
  function pointAt(offset, isEnd) {
    for (const element of texts) {
      const start = Number(element.dataset.start), end = Number(element.dataset.end);
      if (isEnd ? offset <= start || offset > end : offset < start || offset >= end) continue;
      let left = offset - start;
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const here = points(node.data);
        if (isEnd ? left > here : left >= here) {
          left -= here;
          continue;
        }
        let unit = 0;
        for (; left > 0; left--) unit += node.data.codePointAt(unit) > 0xffff ? 2 : 1;
        return [node, unit];
      }
    }
    return null;
  }

  function rangeOf(start, end) {
    const from = pointAt(start, false), to = pointAt(end, true);
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    return range;
  }

  // What the quote holds stays marked while one works in the panel, which takes a selection away.
  function light(range) {
    if (!("highlights" in CSS)) return;
    if (range) CSS.highlights.set("pincite-chosen", new Highlight(range));
    else CSS.highlights.delete("pincite-chosen");
  }

  function mark(start, end) {
    const range = rangeOf(start, end);
    if (!range) return;
    document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    const box = range.getBoundingClientRect();
    if (box.top < 0 || box.bottom > floor()) scrollBy({ top: box.top - innerHeight / 5, behavior: "instant" });
  }

  // Beside the text stands the widest panel that leaves the ends of its lines free; without room for any it is a sheet
  // at the window's bottom. The text is never moved for it: it is being read.
  function dock() {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const right = Math.max(...texts.map((e) => e.getBoundingClientRect().right));
    const room = (document.documentElement.clientWidth - right) / rem - 1.25;
    panel.dataset.room = ROOMS.find(([, width]) => width <= room)?.[0] ?? "none";
  }

  // Down to where the page can be seen.
  function floor() {
    return panel.dataset.room === "none" && !panel.hidden ? panel.getBoundingClientRect().top : innerHeight;
  }

  // A sheet may lie over the words that it is about: they are moved above it, their beginning first.
  function uncover(range) {
    const box = range?.getBoundingClientRect();
    const hidden = box ? box.bottom + 12 - floor() : 0;
    if (panel.dataset.room !== "none" || hidden <= 0) return;
    scrollBy({ top: Math.min(hidden, Math.max(0, box.top - innerHeight / 8)), behavior: "instant" });
  }

  // Asking and showing ---------------------------------------------------------------------------------------------

  async function get(address, options) {
    try {
      return await (await fetch(address, options)).json();
    } catch {
      return { error: "The preview does not answer.", hint: "See whether it still runs, then load the page again." };
    }
  }

  async function ask(start, end) {
    const mine = ++serial;
    if (String(wanted) !== String([start, end])) afresh();
    wanted = [start, end];
    const query = new URLSearchParams({ article: ARTICLE, start, end });
    const [answer] = await Promise.all([get(`/_pincite/passage?${query}`), outline()]);
    if (mine !== serial) return;
    told = answer;
    show();
  }

  async function outline() {
    if (plan) return;
    const answer = await get(`/_pincite/outline?${new URLSearchParams({ article: ARTICLE })}`);
    if (plan || answer.error) return;
    plan = answer;
    const people = plan.actors.map((one) => make("option", { value: one.id }, one.name));
    newClaimant.replaceChildren(make("option", { value: "" }, "choose who claims it"), ...people);
    newRating.replaceChildren(...plan.ratings.map((one) => make("option", { value: one.id }, one.label)));
  }

  function afresh() {
    edited = named = false;
    made = null;
  }

  function show() {
    const failed = "error" in told;
    problem.hidden = !failed;
    problem.textContent = failed ? `${told.error}: ${told.hint}` : "";
    answered.hidden = failed;
    where.hidden = failed;
    fresh.hidden = !TOKEN;
    status.textContent = "";
    const range = failed ? null : rangeOf(told.start, told.end);
    light(range);
    if (!failed) {
      const [first, last] = told.paragraphs;
      const paragraphs = first === last ? `¶${first}` : `¶${first} to ¶${last}`;
      where.textContent = `${told.short} ${paragraphs}, ${told.start}–${told.end}, ${told.words} words`;
      yaml.value = `${told.yaml}\n`; // as a file's lines end, so that another item can be pasted below it
      yaml.rows = Math.min(7, told.yaml.split("\n").length + 1);
      yaml.scrollTop = yaml.scrollLeft = 0;
      heard.textContent = `Chosen: ${told.text.length > 300 ? `${told.text.slice(0, 300)} …` : told.text}`;
      const items = [...told.cards.map(card), ...told.set_aside.map(aside)];
      cards.replaceChildren(...items);
      cardsTitle.textContent = items.length ? "Who has it already" : "No card quotes it yet";
      if (!edited) {
        newTitle.value = told.proposed.title;
        newId.value = told.proposed.id;
        newClaimant.value = plan?.claimant ?? "";
        newRating.value = plan?.rating ?? "";
      }
      begun();
    }
    panel.hidden = false;
    launch.hidden = true;
    dock();
    uncover(range);
    keep();
  }

  function card(one) {
    const words = [one.draft ? "draft" : "", one.covers === "whole" ? "all of it" : "a part", one.stance];
    return make("li", {}, make("a", { href: one.page }, one.title), ` ${words.filter(Boolean).join(", ")}`);
  }

  const aside = (one) => make("li", {}, `Set aside: ${one.reason}${one.note ? `, ${one.note}` : ""}`);

  async function copy() {
    let done = false;
    try {
      await navigator.clipboard.writeText(yaml.value); // there is none where the preview is visited by another host
      done = true;
    } catch {
      yaml.focus();
      yaml.select();
      done = document.execCommand?.("copy") ?? false;
    }
    status.textContent = done ? "Copied." : "It is selected: copy it with Ctrl+C.";
  }

  // A card begun ---------------------------------------------------------------------------------------------------

  let naming = 0;
  form.addEventListener("input", (event) => {
    edited = true;
    if (event.target === newId) named = newId.value !== ""; // emptied, it follows the title again
    if (made?.field && event.target === inputs[made.field]) made = null;
    if (!made) accept();
    clearTimeout(naming);
    naming = setTimeout(follow, PAUSE);
    keep();
  });

  // The id that the title gives is the server's to say: it knows the rules and the ids that are taken.
  async function follow() {
    clearTimeout(naming);
    if (named || !edited) return;
    const title = newTitle.value;
    const query = new URLSearchParams({ article: ARTICLE, start: told.start, end: told.end, title: title.slice(0, 300) });
    const answer = await get(`/_pincite/passage?${query}`);
    if (named || newTitle.value !== title || !answer.proposed) return;
    newId.value = answer.proposed.id;
    keep();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await follow();
    const sent = {
      article: ARTICLE, start: told.start, end: told.end,
      id: newId.value.trim(), title: newTitle.value, claimant: newClaimant.value.trim(), rating: newRating.value,
    };
    const headers = { "Content-Type": "application/json", "X-Pincite-Token": TOKEN };
    made = await get("/_pincite/new-card", { method: "POST", headers, body: JSON.stringify(sent) });
    const went = form.contains(document.activeElement);
    begun();
    if (made.error) (inputs[made.field] ?? form.querySelector("button")).focus({ preventScroll: true });
    else if (went) result.focus({ preventScroll: true }); // what had the focus is gone with the form
    (made.error ? refusal.parentElement : result).scrollIntoView({ block: "nearest" });
    keep();
  });

  function accept() {
    refusal.textContent = "";
    for (const input of Object.values(inputs)) {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
  }

  // A refusal stands at its field; a card that is written stands in the place of the form.
  function begun() {
    accept();
    const written = Boolean(made && !made.error);
    form.hidden = written;
    result.hidden = !written;
    result.replaceChildren();
    if (!made) return;
    fresh.open = true;
    if (written) {
      result.append(`${made.path} is written. `);
      if (made.editor) result.append(make("a", { href: made.editor }, "Open it in the editor"), " ");
      if (made.page) result.append(make("a", { href: made.page }, "See its page"));
      return;
    }
    const at = inputs[made.field];
    (at?.parentElement ?? form).append(refusal);
    at?.setAttribute("aria-invalid", "true");
    at?.setAttribute("aria-describedby", refusal.id);
    refusal.textContent = `${made.error}${made.hint ? `: ${made.hint}` : ""}`;
  }

  // Opening, choosing, closing -------------------------------------------------------------------------------------

  async function open() {
    if (!panel.hidden) return take();
    opener = document.activeElement;
    const selected = chosen(document.getSelection());
    dismissed = "";
    if (selected) {
      await ask(...selected);
    } else {
      await outline();
      const here = current();
      anchor = focus = Math.max(0, plan ? plan.sentences.findIndex(([, end]) => end > here) : 0);
      await choose();
    }
    take();
  }

  function take() {
    if (!panel.contains(document.activeElement)) {
      opener = document.activeElement;
      title.focus();
    }
  }

  // Where the reader is: at the link that has the focus, at the paragraph of the address, or at the first one in sight.
  function current() {
    const active = texts.find((e) => e.contains(document.activeElement));
    if (active) {
      const before = document.createRange();
      before.setStart(active, 0);
      before.setEndBefore(document.activeElement);
      return Number(active.dataset.start) + points(before.toString());
    }
    const target = document.querySelector(":target");
    const near = texts.find((e) => target?.contains(e)) ?? texts.find((e) => e.getBoundingClientRect().bottom > 0);
    return Number((near ?? texts[0]).dataset.start);
  }

  function choose() {
    if (!plan?.sentences.length) return ask(...(wanted ?? [0, 0]));
    const [first, last] = [Math.min(anchor, focus), Math.max(anchor, focus)];
    const [start, end] = [plan.sentences[first][0], plan.sentences[last][1]];
    wanted = [start, end];
    afresh();
    mark(start, end);
    return ask(start, end);
  }

  async function step(by, more) {
    await outline();
    if (!plan?.sentences.length) return;
    const held = [Math.min(anchor, focus), Math.max(anchor, focus)].map((at) => plan.sentences[at]);
    if (wanted && (held[0][0] !== wanted[0] || held[1][1] !== wanted[1])) {
      // The selection is not one of sentences: it counts as those that it touches.
      anchor = Math.max(0, plan.sentences.findIndex(([, end]) => end > wanted[0]));
      focus = Math.max(anchor, plan.sentences.findLastIndex(([start]) => start < wanted[1]));
    }
    focus = Math.min(plan.sentences.length - 1, Math.max(0, focus + by));
    if (!more) anchor = focus;
    await choose();
  }

  function close() {
    const inside = panel.contains(document.activeElement);
    panel.hidden = true;
    launch.hidden = false;
    light(null);
    dismissed = String(wanted);
    wanted = null;
    serial++;
    sessionStorage.removeItem(KEPT);
    if (!inside) return;
    const back = opener?.isConnected && opener !== document.body && !root.contains(opener) ? opener : launch;
    back.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyP") {
      event.preventDefault();
      open();
    } else if (event.key === "Escape" && !panel.hidden) {
      close();
    }
  });
  panel.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    step(by, event.shiftKey);
  });

  // The mouse, the finger ------------------------------------------------------------------------------------------

  let timer = 0, pressed = false;
  const settled = () => {
    const selected = pressed ? null : chosen(document.getSelection());
    if (!selected || String(selected) === dismissed || String(selected) === String(wanted)) return;
    dismissed = "";
    ask(...selected);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(settled, PAUSE);
  };
  document.addEventListener("selectionchange", () => {
    if (document.getSelection().isCollapsed) dismissed = ""; // the same words may be selected again
    soon();
  });
  // What is pulled across the page passes under the panel: over it, a selection would run to the end of the page.
  addEventListener("pointerdown", (event) => {
    pressed = true;
    root.classList.toggle("passed", !root.contains(event.target));
  }, true);
  for (const name of ["pointerup", "pointercancel"]) {
    addEventListener(name, () => {
      pressed = false;
      root.classList.remove("passed");
      soon();
    }, true);
  }

  // Nearly all of an article may be links to cards. Browsers drag a link away, or do nothing, where one pulls at it:
  // here its words are selected, and the link is followed by a click alone.
  let from = [0, 0], base = null;
  const far = (event) => Math.hypot(event.clientX - from[0], event.clientY - from[1]) > DRAGGED;
  function caretAt(x, y) {
    const point = document.caretPositionFromPoint?.(x, y);
    if (point) return [point.offsetNode, point.offset];
    const range = document.caretRangeFromPoint?.(x, y);
    return range ? [range.startContainer, range.startOffset] : null;
  }
  // Beside the text the nearest place in its line is meant; above and below it, and between paragraphs, none.
  function caret({ clientX: x, clientY: y }) {
    const here = caretAt(x, y);
    if (!here || texts.some((e) => e.contains(here[0]))) return here;
    const box = texts.map((e) => e.getBoundingClientRect()).find((one) => one.top <= y && y < one.bottom);
    const beside = box && caretAt(Math.min(Math.max(x, box.left + 1), box.right - 1), y);
    return beside && texts.some((e) => e.contains(beside[0])) ? beside : null;
  }
  for (const element of texts) {
    for (const link of element.querySelectorAll("a")) link.draggable = false;
    element.addEventListener("mousedown", (event) => {
      from = [event.clientX, event.clientY];
      base = event.button === 0 && !event.shiftKey && event.target.closest("a") ? caret(event) : null;
    });
    element.addEventListener("click", (event) => {
      if (event.detail && far(event) && !document.getSelection().isCollapsed) event.preventDefault();
    });
  }
  addEventListener("mousemove", (event) => {
    const to = base && event.buttons & 1 && far(event) ? caret(event) : null;
    if (to) document.getSelection().setBaseAndExtent(...base, ...to);
  });
  // The browser takes the press for one on what has just been selected, and would drag the words away.
  addEventListener("dragstart", (event) => { if (base) event.preventDefault(); }, true);
  addEventListener("mouseup", () => { base = null; }, true);
  addEventListener("resize", () => { if (!panel.hidden) dock(); });

  // Over a reload --------------------------------------------------------------------------------------------------

  function keep() {
    const inside = panel.contains(document.activeElement);
    const own = edited ? Object.values(inputs).map((input) => input.value) : null;
    const kept = { path: location.pathname, wanted, own, named, made, inside, form: fresh.open };
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  }
  fresh.addEventListener("toggle", () => { if (!panel.hidden) keep(); });
  addEventListener("pagehide", () => { if (!panel.hidden) keep(); });

  async function restore() {
    const asked = /^(\d+)-(\d+)$/.exec(new URLSearchParams(location.search).get("pick") ?? "");
    if (asked) {
      history.replaceState(history.state, "", location.pathname + location.hash);
      const place = [Number(asked[1]), Number(asked[2])];
      mark(...place);
      await ask(...place);
      return take();
    }
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (kept?.path !== location.pathname || !kept.wanted) return;
    wanted = kept.wanted;
    made = kept.made;
    edited = Boolean(kept.own);
    named = Boolean(kept.named);
    fresh.open = kept.form;
    await ask(...kept.wanted);
    if (kept.own) Object.values(inputs).forEach((input, at) => { input.value = kept.own[at]; });
    keep();
    if (kept.inside) take();
    if (made) (made.error ? refusal : result).scrollIntoView({ block: "nearest" });
  }
  restore();
})();
