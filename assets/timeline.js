// The timeline: filters for pictures and list alike, marks that lead to their events, zoom; the address remembers them.
// Without this script the list is whole, and the pictures are pictures.
(() => {
  "use strict";
  const form = document.querySelector(".sieve");
  const stage = document.querySelector(".stage");
  const bar = document.querySelector(".bar");
  const events = new Map([...document.querySelectorAll(".event")].map((event) => [event.id, event]));
  if (!form || !stage || !bar || !events.size) return;

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const clamp = (number, low, high) => Math.min(Math.max(number, low), high);
  const svg = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  // Marks become links, named by the words of the list: the date, and what happened ---------------------------------

  const dayOf = (event) => event.closest(".day").querySelector(".when b");
  const whatOf = (event) => event.querySelector(".what");
  for (const mark of all(".at", stage)) {
    const event = events.get(mark.dataset.of);
    const words = [dayOf(event), whatOf(event)];
    words.forEach((part, at) => { part.id ||= `${event.id}-${at ? "what" : "when"}`; });
    const link = svg("a", { class: "at", href: `#${event.id}`, tabindex: -1, "data-of": event.id });
    link.setAttribute("aria-labelledby", words.map((part) => part.id).join(" "));
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

  const left = (within) => all(".at:not([hidden])", within);
  const boxOf = (link) => link.firstElementChild.getBoundingClientRect();
  // Tab enters a picture at one mark; the arrow keys go on from there.
  const enterAt = (link, picture = link.ownerSVGElement) => {
    for (const one of all(".at", picture)) one.setAttribute("tabindex", one === link ? 0 : -1);
  };
  const inSight = () => pictures.filter((one) => one.getClientRects().length).flatMap(left);

  // One mark at a time is told of: its words stand by it, its event is lit, and Tab comes back to it ----------------

  const told = stage.querySelector(".told");
  let current = null;
  const hush = () => {
    told.hidden = true;
    for (const lit of all("[data-lit]")) lit.removeAttribute("data-lit");
  };
  const tell = (link) => {
    if (link === current && !told.hidden) return;
    hush();
    current = link;
    const event = events.get(link.dataset.of);
    enterAt(link);
    for (const lit of [event, link]) lit.setAttribute("data-lit", "");
    told.firstElementChild.setAttribute("href", `#${event.id}`);
    told.querySelector("b").textContent = dayOf(event).textContent;
    told.querySelector("span").textContent = whatOf(event).textContent;
    told.hidden = false;
    const [box, frame] = [boxOf(link), stage.getBoundingClientRect()];
    const middle = (Math.max(box.left, frame.left) + Math.min(box.right, frame.right)) / 2 - frame.left;
    told.style.left = `${clamp(middle - told.offsetWidth / 2, 0, frame.width - told.offsetWidth)}px`;
    told.style.top = `${box.bottom - frame.top + 8}px`;
  };
  const go = (link) => {
    if (!link) return;
    link.focus({ preventScroll: true });
    link.firstElementChild.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    hush();
    tell(link);
  };
  const nearest = ({ clientX: x, clientY: y }) => {
    const away = (box) => Math.hypot(x - clamp(x, box.left, box.right), y - clamp(y, box.top, box.bottom));
    const near = inSight().map((link) => [away(boxOf(link)), link]).filter(([far]) => far < 16);
    return near.sort((one, other) => one[0] - other[0])[0]?.[1];
  };

  // Zoom makes the broad picture broader than its frame, which then scrolls: words stay as large as they are ---------

  const pan = stage.querySelector(".pan");
  const broad = pan.querySelector("svg");
  const zoom = bar.querySelector(".zoom");
  const month = zoom.querySelector("select");
  const DAY = 864e5;
  const first = Date.parse(broad.dataset.first) / DAY;
  const days = Math.max(1, Date.parse(broad.dataset.last) / DAY - first);
  const shortest = Math.min(6, days);
  const [low, high] = [Number(broad.dataset.low), Number(broad.dataset.high)];
  const placeOf = (day) => clamp(low + ((high - low) * day) / days, 0, 100);
  const dayAt = (place) => ((place - low) / (high - low)) * days;
  const dateOf = (day) => new Date(Math.round(first + clamp(day, 0, days)) * DAY);
  const written = (day) => dateOf(day).toISOString().slice(0, 10);
  // The pages write 3 March 2021; of English without a country the browser makes March 3.
  const tongue = { en: "en-GB" }[document.documentElement.lang] ?? (document.documentElement.lang || undefined);
  const format = (options) => new Intl.DateTimeFormat(tongue, { timeZone: "UTC", ...options });
  let view = null; // first and last day in sight, counted from the period's first; null is the whole of it
  const fine = broad.insertBefore(svg("g", { "aria-hidden": true }), broad.querySelector(".row"));

  // As many days are named as there is room for; of a period that is told in years, the months.
  const draw = () => {
    const room = (broad.clientWidth * (high - low)) / 100 / days;
    const yearly = !broad.querySelector(".half");
    const step = !view || room < 1.5 ? 0 : room >= 28 ? 1 : room >= 7 ? 5 : yearly ? 31 : 0;
    const named = (number) => (step === 31 ? number === 1 : step === 5 ? number % 5 === 0 && number < 30 : number > 1);
    const words = step === 31 ? format({ month: "short" }) : format({ day: "numeric" });
    for (const half of all(".half", broad)) half.toggleAttribute("hidden", step && step < 31);
    fine.replaceChildren();
    for (let day = 0; step && day <= days; day += 1) {
      if (!named(dateOf(day).getUTCDate())) continue;
      const x = `${placeOf(day)}%`;
      fine.append(svg("line", { class: "tick", x1: x, x2: x, y1: 32, y2: broad.getAttribute("height"), "stroke-opacity": 0.5 }));
      fine.append(svg("text", { x, y: 28, "text-anchor": "middle" }));
      fine.lastChild.textContent = words.format(dateOf(day));
    }
  };
  // The names of lanes, and those of bars that begin further left, stay in sight while the picture moves under them.
  const keep = () => {
    const at = pan.scrollLeft + 10;
    for (const name of all(".lane", broad)) name.setAttribute("x", at);
    for (const name of all("[data-from]", broad)) {
      const [from, to] = [name.dataset.from, name.dataset.to].map((x) => (parseFloat(x) / 100) * broad.clientWidth);
      const stay = view && from < at && name.getAttribute("text-anchor") === "start";
      name.setAttribute("x", stay ? Math.max(from, Math.min(at, to - name.getComputedTextLength())) : name.dataset.from);
    }
  };
  const lay = () => {
    const [from, to] = view ? [placeOf(view[0] - 0.5), placeOf(view[1] + 0.5)] : [0, 100];
    pan.toggleAttribute("data-wide", view);
    broad.style.inlineSize = view ? `${1e4 / (to - from)}%` : "";
    pan.scrollTo({ left: (from / 100) * pan.scrollWidth, behavior: "instant" });
    draw();
    keep();
    say();
  };
  const say = () => {
    const sight = view && [dateOf(view[0]), dateOf(view[1])];
    const words = view ? format({ day: "numeric", month: "long", year: "numeric" }).formatRange(...sight) : "";
    zoom.querySelector("output").textContent = words;
    for (const button of all("[data-pan]", zoom)) button.hidden = !view;
    if (month) month.value = all("option", month).find((one) => one.value && view && String(spanOf(one.value)) === String(view.map(Math.round)))?.value ?? "";
  };
  const spanOf = (value) => {
    const [year, number] = value.split("-").map(Number);
    return [Date.UTC(year, number - 1, 1), Date.UTC(year, number, 0)].map((time) => clamp(time / DAY - first, 0, days));
  };
  const look = (from, to) => {
    const length = Math.max(to - from, shortest);
    const start = clamp((from + to - length) / 2, 0, Math.max(0, days - length));
    view = length < days ? [start, start + length] : null;
    hush();
    lay();
    write();
  };
  const scale = (factor) => {
    const [from, to] = view ?? [0, days];
    const frame = broad.getBoundingClientRect();
    const box = current && broad.contains(current) && boxOf(current);
    const middle = box ? dayAt(((box.left + box.width / 2 - frame.left) / frame.width) * 100) : (from + to) / 2;
    const half = factor ? (to - from) / factor / 2 : days;
    look(middle - half, middle + half);
  };

  // Filters ----------------------------------------------------------------------------------------------------------

  const boxes = all("[name=lane]", form);
  const selects = all("select", form);
  const count = bar.querySelector("output");
  const sift = () => {
    const lanes = boxes.filter((box) => box.checked).map((box) => box.value);
    const fits = ({ dataset }) => lanes.includes(dataset.lane)
      && selects.every(({ name, value }) => !value || dataset[name].split(" ").includes(value));
    for (const event of events.values()) event.hidden = !fits(event);
    for (const part of all(".day, .days > div")) part.hidden = !part.querySelector(".event:not([hidden])");
    for (const part of all("[data-of]", stage)) part.toggleAttribute("hidden", events.get(part.dataset.of).hidden);
    for (const picture of pictures) {
      enterAt(picture.querySelector(".at[tabindex='0']:not([hidden])") ?? left(picture)[0], picture);
    }
    const fitting = [...events.values()].filter((event) => !event.hidden).length;
    const words = count.dataset[fitting === events.size ? "all" : fitting ? "some" : "none"];
    const number = (many) => many.toLocaleString(tongue);
    count.textContent = words.replace("{left}", number(fitting)).replace("{all}", number(events.size));
    if (current && events.get(current.dataset.of).hidden) current = null;
    hush();
  };

  // The address: lane, place, topic and rating; from and to, if zoomed; and the event whose mark was told of last -----

  const write = () => {
    const state = new URLSearchParams();
    const lanes = boxes.filter((box) => box.checked).map((box) => box.value);
    if (lanes.length < boxes.length) state.set("lane", lanes.join(" ") || "none");
    for (const { name, value } of selects) if (value) state.set(name, value);
    if (view) { state.set("from", written(view[0])); state.set("to", written(view[1])); }
    if (current) state.set("event", current.dataset.of);
    const query = String(state) && `?${state}`;
    if (query === location.search) return;
    try {
      history.replaceState(history.state, "", location.pathname + query + location.hash);
    } catch { /* some browsers refuse it for a file from a folder, or when it comes too often: then it is not kept */ }
  };
  const read = () => {
    const state = new URLSearchParams(location.search);
    const lanes = (state.get("lane") ?? "").split(" ").filter((lane) => lane === "none" || boxes.some((box) => box.value === lane));
    for (const box of boxes) box.checked = !lanes.length || lanes.includes(box.value);
    for (const select of selects) {
      const wanted = state.get(select.name);
      select.value = all("option", select).some((one) => one.value === wanted) ? wanted : "";
    }
    sift();
    // An address that leads to an event does not hide it.
    if (events.get(location.hash.slice(1))?.hidden) { form.reset(); sift(); }
    const [from, to] = ["from", "to"].map((name) => Date.parse(state.get(name)) / DAY - first);
    view = from >= 0 && to >= from && to <= days && to - from < days ? [from, Math.max(to, from + shortest)] : null;
    lay();
    current = null;
    const last = inSight().find((link) => link.dataset.of === state.get("event"));
    if (last) tell(last);
  };

  // Keys and pointers ------------------------------------------------------------------------------------------------

  const along = (link, step) => {
    const own = left(link.parentNode);
    go(own[own.indexOf(link) + step]);
  };
  const across = (link, step) => {
    const upright = link.ownerSVGElement.matches(".tall");
    const start = (one) => (upright ? boxOf(one).top : boxOf(one).left);
    const own = rows.filter((row) => row.ownerSVGElement === link.ownerSVGElement && left(row).length);
    const other = own[own.indexOf(link.parentNode) + step];
    const far = (one) => Math.abs(start(one) - start(link));
    if (other) go(left(other).reduce((best, one) => (far(one) < far(best) ? one : best)));
  };
  stage.addEventListener("keydown", (event) => {
    const link = event.target.closest?.(".at");
    if (event.key === "Escape") hush();
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    const upright = link.ownerSVGElement.matches(".tall");
    const [ahead, aside] = upright ? [along, across].reverse() : [along, across];
    const own = left(link.parentNode);
    const keys = {
      ArrowRight: () => ahead(link, 1), ArrowLeft: () => ahead(link, -1),
      ArrowDown: () => aside(link, 1), ArrowUp: () => aside(link, -1),
      Home: () => go(own[0]), End: () => go(own.at(-1)),
      ...(upright ? {} : { "+": () => scale(2), "=": () => scale(2), "-": () => scale(0.5), 0: () => scale(0) }),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  stage.addEventListener("focusin", ({ target }) => {
    if (target.matches(".at")) { tell(target); write(); }
  });
  stage.addEventListener("focusout", hush);
  stage.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.target.closest(".told")) return;
    const link = nearest(event);
    if (link) tell(link); else if (!document.activeElement.matches(".at")) hush();
  });
  stage.addEventListener("pointerleave", () => { if (!document.activeElement.matches(".at")) hush(); });
  // A finger is told first what it has hit, and goes there with the words; a pointer has been told already.
  stage.addEventListener("click", (event) => {
    if (event.target.closest(".told")) return;
    const link = event.target.closest(".at") ?? nearest(event);
    if (!link) { hush(); return; }
    if (event.pointerType === "touch" && (link !== current || told.hidden)) {
      event.preventDefault();
      tell(link);
      write();
    } else if (!event.target.closest(".at")) location.hash = link.dataset.of;
  });
  zoom.addEventListener("click", ({ target }) => {
    const { zoom: factor, pan: step } = target.dataset;
    if (factor) scale(Number(factor));
    if (step) pan.scrollBy({ left: step * pan.clientWidth * 0.8 });
  });
  month?.addEventListener("change", () => look(...(month.value ? spanOf(month.value) : [0, days])));
  let rest;
  pan.addEventListener("scroll", () => {
    if (!view) return;
    keep();
    hush();
    clearTimeout(rest);
    rest = setTimeout(() => {
      const from = dayAt((pan.scrollLeft / pan.scrollWidth) * 100) + 0.5;
      view = [from, from + view[1] - view[0]];
      say();
      write();
    }, 200);
  });
  form.addEventListener("input", () => { sift(); write(); });
  form.addEventListener("reset", () => setTimeout(() => { sift(); write(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("resize", () => { hush(); lay(); });
  // Who went from a mark to its event is there, with the keyboard, too; who comes back is at the mark again.
  addEventListener("hashchange", () => events.get(location.hash.slice(1))?.focus({ preventScroll: true }));
  addEventListener("popstate", () => {
    const from = current;
    read();
    if (from && !location.hash) go(from);
  });

  form.hidden = false;
  bar.hidden = false;
  document.getElementById("help").hidden = false;
  read();
  if (location.hash) events.get(location.hash.slice(1))?.scrollIntoView({ behavior: "instant" });
})();
