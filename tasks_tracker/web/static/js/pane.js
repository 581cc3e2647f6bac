// In a pane of its own height the current entry is brought into sight; the page itself stays where it is.
// A tool that is opened takes the cursor.

for (const pane of document.querySelectorAll(".pane")) {
  const current = pane.querySelector("[aria-current]");
  if (current && pane.scrollHeight > pane.clientHeight) {
    pane.scrollTop = current.offsetTop - pane.offsetTop - pane.clientHeight / 3;
  }
}

for (const tool of document.querySelectorAll("details.tool")) {
  tool.addEventListener("toggle", () => tool.open && tool.querySelector(".form-control, .form-select").focus());
}
