// The annotated article: pointing at a claim lights its passages, and at a passage its claims. Without this script
// small letters key the two to each other.
(() => {
  "use strict";
  for (const paragraph of document.querySelectorAll(".para")) {
    const marks = [...paragraph.querySelectorAll("mark[data-claims]")];
    const notes = [...paragraph.querySelectorAll("[data-claim]")];
    const claims = (mark) => mark.dataset.claims.split(" ");

    const light = (wanted) => {
      for (const mark of marks) mark.classList.toggle("lit", claims(mark).some((one) => wanted.includes(one)));
      for (const note of notes) note.classList.toggle("lit", wanted.includes(note.dataset.claim));
    };
    const follow = (element, wanted) => {
      element.addEventListener("pointerenter", () => light(wanted));
      element.addEventListener("pointerleave", () => light([]));
      element.addEventListener("focusin", () => light(wanted));
      element.addEventListener("focusout", () => light([]));
    };

    for (const note of notes) follow(note, [note.dataset.claim]);
    for (const link of paragraph.querySelectorAll("a.passage")) {
      follow(link, [...link.querySelectorAll("mark")].flatMap(claims));
    }
  }
})();
