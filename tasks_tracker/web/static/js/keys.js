// Keyboard shortcuts: / searches, J and K walk through rows, Enter opens one, a letter presses its
// button. They rest while someone types: Esc leaves the field. Ctrl+Enter sends a form[data-send] by its primary button.

const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

const rows = () =>
  [...document.querySelectorAll("[data-rows] > *")].filter((row) => row.querySelector("a[href]") && row.offsetParent);

function walk(step) {
  const link = document.querySelector(step > 0 ? "a[rel=next][data-key]" : "a[rel=prev][data-key]");
  if (link) return link.click();
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const row = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  row?.querySelector("a.title[href], a[href]").focus();
}

function press(key) {
  const button = [...document.querySelectorAll("[data-key]")].find(
    (candidate) => candidate.dataset.key.toUpperCase() === key && !candidate.disabled && candidate.offsetParent,
  );
  button?.click();
  return Boolean(button);
}

function search() {
  const field = document.querySelector("[data-search]");
  field?.focus();
  field?.select();
  return Boolean(field);
}

function sendForm(event) {
  const form = event.target.closest("form[data-send]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-sends]"));
}

// Enter in a part with [data-enter] presses the button of that part, not the first of its form.
function answer(event) {
  const button = event.target.closest("[data-enter]")?.querySelector("button[type=submit]");
  if (!button || event.target === button || event.isComposing || event.target.matches("a")) return;
  event.preventDefault();
  button.click();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return sendForm(event);
  if (event.key === "Enter") answer(event);
  if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  const key = event.key.toUpperCase();
  if (key === "/" ? search() : press(key)) return event.preventDefault();
  if (key === "J") walk(1);
  if (key === "K") walk(-1);
});
