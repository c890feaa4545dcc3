// Zoom of the timeline's broad picture: it becomes broader than its frame, which then scrolls. Words stay as large as they
// are, so that none comes to cover another. The address remembers the days that are seen, as `from` and `to`.
(() => {
  "use strict";
  const pan = document.querySelector(".pan");
  const zoom = document.querySelector(".zoom");
  if (!pan || !zoom) return;
  const picture = pan.querySelector("svg");
  const month = zoom.querySelector("select");
  const all = (selector, within) => [...within.querySelectorAll(selector)];
  const clamp = (number, low, high) => Math.max(low, Math.min(number, high));

  // Days are counted from the period's first; places are per cent of the picture.
  const DAY = 864e5;
  const [low, high] = [Number(picture.dataset.low), Number(picture.dataset.high)];
  const first = Date.parse(picture.dataset.first) / DAY;
  const days = Math.max(1, Date.parse(picture.dataset.last) / DAY - first);
  const shortest = Math.min(days, Math.max(6, days / 100));
  const placeOf = (day) => clamp(low + ((high - low) * day) / days, 0, 100);
  const dayAt = (place) => ((place - low) / (high - low)) * days;
  const dateOf = (day) => new Date(Math.round(first + clamp(day, 0, days)) * DAY);
  const written = (day) => dateOf(day).toISOString().slice(0, 10);
  const daysOf = (value) => {
    const [year, number] = value.split("-").map(Number);
    return [Date.UTC(year, number - 1, 1), Date.UTC(year, number, 0)].map((time) => clamp(time / DAY - first, 0, days));
  };
  const within = (from, to) => {
    const length = Math.max(to - from, shortest);
    const start = clamp((from + to - length) / 2, 0, Math.max(0, days - length));
    return length < days ? [start, start + length] : null;
  };
  let view = null; // the first and the last day that are seen; null is the whole period

  // The pages write 3 March 2021; of English without a country the browser makes March 3. They write the digits 0 to 9
  // and the Gregorian calendar in every language.
  const { lang } = document.documentElement;
  const spoken = { timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" };
  const format = (parts) => new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang || undefined, { ...spoken, ...parts });
  const fine = picture.insertBefore(document.createElementNS(picture.namespaceURI, "g"), picture.querySelector(".row"));
  fine.setAttribute("aria-hidden", "true");
  const draw = (name, attributes, words = "") => {
    const made = fine.appendChild(document.createElementNS(picture.namespaceURI, name));
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = words;
  };

  // As many days are named as have room; of a period that is told in years, the months.
  const divide = () => {
    const room = (picture.clientWidth * (high - low)) / 100 / days;
    const yearly = !picture.querySelector(".half");
    const step = !view ? "" : room >= 28 ? "day" : room >= 7 ? "five" : yearly && room >= 1.5 ? "month" : "";
    const named = { day: (n) => n > 1, five: (n) => n % 5 === 0 && n < 30, month: (n) => n === 1 }[step];
    const words = format(step === "month" ? { month: "short" } : { day: "numeric" });
    for (const half of all(".half", picture)) half.toggleAttribute("hidden", step !== "");
    fine.replaceChildren();
    for (let day = 0; named && day <= days; day += 1) {
      if (!named(dateOf(day).getUTCDate())) continue;
      const x = `${placeOf(day)}%`;
      draw("line", { class: "tick", x1: x, x2: x, y1: 32, y2: picture.getAttribute("height"), "stroke-opacity": 0.5 });
      draw("text", { x, y: 28, "text-anchor": "middle" }, words.format(dateOf(day)));
    }
  };
  // The names of lanes, and of bars that begin further left, stay in sight while the picture moves under them.
  const keep = () => {
    const at = pan.scrollLeft + 10;
    for (const name of all(".lane", picture)) name.setAttribute("x", at);
    for (const name of all("[data-from][text-anchor=start]", picture)) {
      const [from, to] = [name.dataset.from, name.dataset.to].map((x) => (parseFloat(x) / 100) * picture.clientWidth);
      const last = Math.max(from, to - name.getComputedTextLength());
      name.setAttribute("x", view && from < at ? Math.min(at, last) : name.dataset.from);
    }
  };
  const say = () => {
    const words = view && format({ day: "numeric", month: "long", year: "numeric" }).formatRange(...view.map(dateOf));
    zoom.querySelector("output").textContent = words ?? "";
    for (const button of all("[data-pan]", zoom)) button.hidden = !view;
    if (!month) return;
    const same = ({ value }) => value && view && String(daysOf(value).map(written)) === String(view.map(written));
    month.value = [...month.options].find(same)?.value ?? "";
  };
  const lay = () => {
    const [from, to] = view ? [placeOf(view[0] - 0.5), placeOf(view[1] + 0.5)] : [0, 100];
    pan.toggleAttribute("data-wide", view !== null);
    picture.style.inlineSize = view ? `${1e4 / (to - from)}%` : "";
    pan.scrollTo({ left: (from / 100) * pan.scrollWidth, behavior: "instant" });
    divide();
    keep();
    say();
  };

  const write = () => {
    const state = new URLSearchParams(location.search);
    ["from", "to"].forEach((name, at) => (view ? state.set(name, written(view[at])) : state.delete(name)));
    const query = String(state) && `?${state}`;
    try {
      if (query !== location.search) history.replaceState(null, "", location.pathname + query + location.hash);
    } catch { /* a browser may refuse it for a file from a folder, or when it comes too often */ }
  };
  const read = () => {
    const state = new URLSearchParams(location.search);
    const [from, to] = ["from", "to"].map((name) => Date.parse(state.get(name)) / DAY - first);
    view = from >= 0 && to >= from && to <= days ? within(from, to) : null;
    lay();
  };
  const look = (from, to) => {
    view = within(from, to);
    lay();
    write();
  };
  // About the mark that has the focus, else about the middle; by nought it shows all.
  const scale = (factor) => {
    const [from, to] = view ?? [0, days];
    const mark = document.activeElement.closest(".broad .at")?.firstElementChild.getBoundingClientRect();
    const frame = picture.getBoundingClientRect();
    const middle = mark ? dayAt(((mark.left + mark.width / 2 - frame.left) / frame.width) * 100) : (from + to) / 2;
    const half = factor ? (to - from) / factor / 2 : days;
    look(middle - half, middle + half);
  };

  zoom.addEventListener("click", ({ target: { dataset } }) => {
    if (dataset.zoom) scale(Number(dataset.zoom));
    if (dataset.pan) pan.scrollBy({ left: dataset.pan * pan.clientWidth * 0.8 });
  });
  pan.addEventListener("keydown", (event) => {
    const factor = { "+": 2, "=": 2, "-": 0.5, 0: 0 }[event.key];
    if (factor === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    scale(factor);
  });
  month?.addEventListener("change", () => look(...(month.value ? daysOf(month.value) : [0, days])));
  let rest;
  pan.addEventListener("scroll", () => {
    keep();
    clearTimeout(rest);
    rest = setTimeout(() => {
      if (!view) return;
      const from = dayAt((pan.scrollLeft / pan.scrollWidth) * 100) + 0.5;
      view = [from, from + view[1] - view[0]];
      say();
      write();
    }, 200);
  });
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) lay();
    width = innerWidth;
  });
  // On paper there is room for the whole period and no way to move it.
  let kept = null;
  addEventListener("beforeprint", () => { kept = view; view = null; lay(); });
  addEventListener("afterprint", () => { view = kept; lay(); });
  addEventListener("popstate", read);
  read();
})();
