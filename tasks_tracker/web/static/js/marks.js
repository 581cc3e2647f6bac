// While a field with data-marks="甲|乙" is in use, the words it was read from stand out in the document.

const marks = [...document.querySelectorAll("mark[data-words]")];

document.addEventListener("focusin", (event) => {
  const field = event.target.closest("[data-marks]");
  const words = new Set(field?.dataset.marks.split("|").filter(Boolean));
  for (const row of document.querySelectorAll(".import-field.now")) row.classList.remove("now");
  field?.classList.add("now");
  for (const mark of marks) mark.classList.toggle("now", words.has(mark.dataset.words));
});
