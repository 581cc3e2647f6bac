// In a pane of its own height the current entry is brought into sight; the page itself stays where it is.

for (const pane of document.querySelectorAll(".pane")) {
  const current = [...pane.querySelectorAll("[aria-current]")].pop();
  if (current && pane.scrollHeight > pane.clientHeight) {
    pane.scrollTop = current.offsetTop - pane.offsetTop - pane.clientHeight / 3;
  }
}
