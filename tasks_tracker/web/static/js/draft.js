// A form with data-draft="name" keeps what its person typed in this browser until it has arrived, and
// fills it in again. Its element [data-draft-note] says so. Signing out forgets all of it.

const PREFIX = `draft:${document.body.dataset.person}:`;
const textsOf = (form) => [...form.elements].filter((field) => field.matches("textarea, input[type=text]") && field.name);
const clockTime = () => new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function keep(form) {
  const key = PREFIX + form.dataset.draft;
  const note = form.querySelector("[data-draft-note]");
  const say = (words) => note && (note.textContent = words);
  const kept = read(key);
  if (kept && !form.hasAttribute("data-refused")) {
    for (const field of textsOf(form)) field.value ||= kept.texts[field.name] ?? "";
    say(`已取回 ${kept.at} 在这台电脑上没写完的内容`);
  }
  form.addEventListener("input", () => {
    const texts = Object.fromEntries(textsOf(form).map((field) => [field.name, field.value]));
    localStorage.setItem(key, JSON.stringify({ at: clockTime(), texts }));
    say(`草稿已存在这台电脑 ${clockTime()}`);
  });
  form.addEventListener("submit", () => sessionStorage.setItem("sent", key));
}

const forms = [...document.querySelectorAll("form[data-draft]")];
const sent = sessionStorage.getItem("sent");
const isBackAgain = forms.some((form) => PREFIX + form.dataset.draft === sent);
if (sent && !isBackAgain && !document.querySelector("[data-not-sent]")) localStorage.removeItem(sent);
sessionStorage.removeItem("sent");
forms.forEach(keep);

document.querySelector("form[data-forget]")?.addEventListener("submit", () => {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
});
