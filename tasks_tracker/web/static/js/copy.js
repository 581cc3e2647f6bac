// A button with data-copy-to="form" fills that form's empty fields from the [data-copy="name"] texts of
// its own panel. What was typed already stays. Without script the button is not shown.

function copy(button) {
  const form = document.querySelector(button.dataset.copyTo);
  for (const source of button.closest("section").querySelectorAll("[data-copy]")) {
    const field = form.elements[source.dataset.copy];
    if (field.value.trim()) continue;
    field.value = source.textContent.trim();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.querySelector("textarea").focus();
}

for (const button of document.querySelectorAll("[data-copy-to]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
