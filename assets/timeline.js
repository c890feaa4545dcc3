// The timeline: filters for picture and list alike, and marks that lead to their events. The address remembers lane,
// place, topic, rating, and the event whose mark had the focus last. Without this script the list is whole, and the
// pictures are pictures; zoom.js sees to how much of the period is seen.
(() => {
  "use strict";
  const form = document.querySelector(".sieve");
  const stage = document.querySelector(".stage");
  const bar = document.querySelector(".bar");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const events = new Map(all(".event").map((event) => [event.id, event]));
  if (!form || !stage || !bar || !events.size) return;

  // Marks become links. Their names are words of the list: the date, and what happened.
  const whenOf = (event) => event.closest(".day").querySelector(".when");
  const whatOf = (event) => event.querySelector(".what");
  for (const mark of all(".at", stage)) {
    const event = events.get(mark.dataset.of);
    const link = document.createElementNS("http://www.w3.org/2000/svg", "a");
    whenOf(event).id ||= `${event.id}-when`;
    whatOf(event).id ||= `${event.id}-what`;
    link.setAttribute("class", "at");
    link.setAttribute("href", `#${event.id}`);
    link.setAttribute("aria-labelledby", `${whenOf(event).id} ${whatOf(event).id}`);
    link.dataset.of = event.id;
    link.append(...mark.childNodes);
    mark.replaceWith(link);
    event.tabIndex = -1;
  }
  const pictures = all(".broad, .tall", stage);
  const rows = all(".row", stage);
  for (const part of [...pictures, ...rows]) {
    part.setAttribute("role", "group");
    part.setAttribute("aria-label", part.dataset.name);
  }
  for (const picture of pictures) picture.setAttribute("aria-describedby", "help");

  const upright = (link) => link.ownerSVGElement.matches(".tall");
  const left = (within) => all(".at:not([hidden])", within);
  const boxOf = (link) => link.firstElementChild.getBoundingClientRect();
  const inSight = () => pictures.filter((one) => one.getClientRects().length).flatMap(left);
  const focused = () => document.activeElement.closest(".at");
  const clamp = (number, low, high) => Math.max(low, Math.min(number, high));
  // Tab enters a picture at one mark; arrow keys go on from there.
  const enterAt = (link, picture) => {
    for (const one of all(".at", picture)) one.setAttribute("tabindex", one === link ? 0 : -1);
  };

  // One mark at a time is told of: its words stand by it, and its event is lit.
  const told = stage.querySelector(".told");
  let current = null; // the mark that is told of
  let noted = null; // the one that had the focus last
  const hush = () => {
    current = null;
    told.hidden = true;
    for (const lit of all("[data-lit]")) lit.removeAttribute("data-lit");
  };
  const tell = (link) => {
    if (link === current) return;
    hush();
    current = link;
    const event = events.get(link.dataset.of);
    for (const lit of [event, link]) lit.setAttribute("data-lit", "");
    for (const part of ["b", "small"]) {
      told.querySelector(part).textContent = whenOf(event).querySelector(part)?.textContent;
    }
    told.querySelector("span").textContent = whatOf(event).textContent;
    told.firstElementChild.href = `#${event.id}`;
    told.hidden = false;
    const [box, frame] = [boxOf(link), stage.getBoundingClientRect()];
    const middle = (Math.max(box.left, frame.left) + Math.min(box.right, frame.right)) / 2 - frame.left;
    told.style.left = `${clamp(middle - told.offsetWidth / 2, 0, frame.width - told.offsetWidth)}px`;
    told.style.top = `${box.bottom - frame.top + 8}px`;
  };
  const note = (link) => {
    noted = link;
    enterAt(link, link.ownerSVGElement);
    tell(link);
  };
  const retell = () => {
    hush();
    if (focused()) tell(focused());
  };
  const go = (link) => {
    if (!link) return;
    link.focus({ preventScroll: true });
    link.firstElementChild.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    retell();
  };

  // Filters
  const lanes = all("[name=lane]", form);
  const selects = all("select", form);
  const count = bar.querySelector("output");
  const sift = () => {
    const off = lanes.filter((box) => !box.checked).map((box) => box.value);
    const has = (event, { name, value }) => !value || event.dataset[name].split(" ").includes(value);
    let fitting = 0;
    for (const event of events.values()) {
      event.hidden = off.includes(event.dataset.lane) || !selects.every((select) => has(event, select));
      fitting += !event.hidden;
    }
    for (const part of all(".day, .days > div")) part.hidden = !part.querySelector(".event:not([hidden])");
    for (const part of all("[data-of]", stage)) part.toggleAttribute("hidden", events.get(part.dataset.of).hidden);
    if (noted?.hasAttribute("hidden")) noted = null;
    for (const picture of pictures) {
      enterAt(picture.querySelector(".at[tabindex='0']:not([hidden])") ?? left(picture)[0], picture);
    }
    const words = count.dataset[fitting === events.size ? "all" : fitting ? "some" : "none"];
    const number = (many) => many.toLocaleString(document.documentElement.lang || undefined, { numberingSystem: "latn" });
    count.textContent = words.replace("{left}", number(fitting)).replace("{all}", number(events.size));
    hush();
  };

  // The address. What others have written into it stays.
  const write = () => {
    const state = new URLSearchParams(location.search);
    const set = (name, value) => (value ? state.set(name, value) : state.delete(name));
    const on = lanes.filter((box) => box.checked).map((box) => box.value);
    set("lane", on.length < lanes.length && (on.join(" ") || "none"));
    for (const { name, value } of selects) set(name, value);
    set("event", noted?.dataset.of);
    const query = String(state) && `?${state}`;
    try {
      if (query !== location.search) history.replaceState(null, "", location.pathname + query + location.hash);
    } catch { /* a browser may refuse it for a file from a folder, or when it comes too often */ }
  };
  const read = () => {
    const state = new URLSearchParams(location.search);
    const on = (state.get("lane") ?? "").split(" ");
    const known = on.includes("none") || lanes.some((box) => on.includes(box.value));
    for (const box of lanes) box.checked = !known || on.includes(box.value);
    for (const select of selects) {
      const wanted = state.get(select.name);
      select.value = all("option", select).some((one) => one.value === wanted) ? wanted : "";
    }
    sift();
    // An address that leads to an event does not hide it.
    if (events.get(location.hash.slice(1))?.hidden) {
      form.reset();
      sift();
    }
    const last = inSight().find((link) => link.dataset.of === state.get("event"));
    if (last) note(last);
  };
  form.addEventListener("input", () => { sift(); write(); });
  form.addEventListener("reset", () => setTimeout(() => { sift(); write(); }));
  form.addEventListener("submit", (event) => event.preventDefault());

  // Keys: along time in a lane, across to the mark of another lane that is nearest in time.
  const along = (link, step) => {
    const own = left(link.parentNode);
    go(own[own.indexOf(link) + step]);
  };
  const across = (link, step) => {
    const start = (one) => boxOf(one)[upright(link) ? "top" : "left"];
    const far = (one) => Math.abs(start(one) - start(link));
    const own = rows.filter((row) => link.ownerSVGElement.contains(row) && left(row).length);
    const other = own[own.indexOf(link.parentNode) + step];
    if (other) go(left(other).reduce((best, one) => (far(one) < far(best) ? one : best)));
  };
  const KEYS = {
    ArrowRight: [along, across, 1], ArrowLeft: [along, across, -1],
    ArrowDown: [across, along, 1], ArrowUp: [across, along, -1],
  };
  stage.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hush();
    const link = event.target.closest(".at");
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    if (KEYS[event.key]) {
      const [broadly, uprightly, step] = KEYS[event.key];
      (upright(link) ? uprightly : broadly)(link, step);
    } else if (event.key === "Home" || event.key === "End") go(left(link.parentNode).at(event.key === "Home" ? 0 : -1));
    else return;
    event.preventDefault();
  });
  stage.addEventListener("focusin", ({ target }) => {
    if (target.matches(".at")) { note(target); write(); }
  });
  stage.addEventListener("focusout", hush);

  // Pointers: the nearest mark is meant, for many are small. A finger is told first, and goes there by the words or by
  // another touch; a mouse has been told already.
  const meant = ({ target, clientX: x, clientY: y }) => {
    const away = (box) => Math.hypot(x - clamp(x, box.left, box.right), y - clamp(y, box.top, box.bottom));
    let [nearest, least] = [target.closest(".at"), 16];
    for (const link of nearest ? [] : inSight()) {
      const far = away(boxOf(link));
      if (far < least) [nearest, least] = [link, far];
    }
    return nearest;
  };
  let heard = false;
  stage.addEventListener("pointerdown", (event) => { heard = current !== null && meant(event) === current; });
  stage.addEventListener("click", (event) => {
    const link = !told.contains(event.target) && meant(event);
    if (!link) return;
    if (event.pointerType === "touch" && !heard) {
      event.preventDefault();
      note(link);
      write();
    } else if (!event.target.closest(".at")) location.hash = link.dataset.of;
  });
  stage.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || told.contains(event.target)) return;
    const link = meant(event);
    if (link) tell(link);
    else if (current !== focused()) retell();
  });
  stage.addEventListener("pointerleave", ({ pointerType }) => { if (pointerType !== "touch") retell(); });
  told.addEventListener("mousedown", (event) => event.preventDefault()); // the mark keeps the focus, and so its words
  stage.querySelector(".pan").addEventListener("scroll", retell);

  // Who follows a mark is at its event, with the keyboard, too; who comes back is at the mark again.
  addEventListener("hashchange", () => events.get(location.hash.slice(1))?.focus({ preventScroll: true }));
  addEventListener("popstate", () => {
    read();
    if (noted && !location.hash) go(noted);
  });

  for (const part of [form, bar, document.getElementById("help")]) part.hidden = false;
  read();
  events.get(location.hash.slice(1))?.scrollIntoView({ behavior: "instant" });
})();
