// A meeting is shown from the keyboard or a presenter: arrows, space, page keys, Home and End turn, digits jump, Esc leaves.

const main = document.querySelector("[data-screens]");
const RELS = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
  ArrowLeft: "prev", ArrowUp: "prev", PageUp: "prev",
  Home: "first", End: "last", Escape: "up",
};
const WAIT = 700;
let typed = "";
let waiting = 0;

const isBusy = (target) => target.closest("input, textarea, select, button, summary, details[open]");

function jump() {
  const place = Number(typed);
  typed = "";
  if (place >= 1 && place <= Number(main.dataset.count)) {
    window.location.assign(main.dataset.screens.replace(/0$/, place));
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isBusy(event.target)) return;
  if (/^\d$/.test(event.key)) {
    typed += event.key;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(jump, WAIT);
    return;
  }
  const rel = RELS[event.key];
  if (!rel) return;
  event.preventDefault();
  document.querySelector(`a[rel=${rel}]`)?.click();
});
