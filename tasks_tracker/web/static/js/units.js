// A textarea[data-units="甲|乙"] of names with 、 between them becomes tokens with a field for the next one; the text
// stays what is sent, and can be shown again. Named in the attribute are those that the register does not know.

const BETWEEN = /[、，,；;\n]/;
const known = new Set([...document.querySelectorAll("#register option")].map((option) => option.value));

// A 、 within brackets separates nothing, nor does one within a known name (各镇政府、街道办事处).
function namesIn(text, whole) {
  const compounds = [...whole].filter((name) => BETWEEN.test(name)).sort((one, other) => other.length - one.length);
  const escaped = compounds.map((name) => `${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?=[、，,；;\n]|$)|`).join("");
  const pattern = new RegExp(`${escaped}(?:（[^（）]*）|\\([^()]*\\)|[^、，,；;\n])+`, "g");
  const found = text.trim().replace(/\s*([、，,；;\n])\s*/g, "$1").match(pattern) ?? [];
  return [...new Set(found)];
}

const made = (tag, attributes) => Object.assign(document.createElement(tag), attributes);

function token(name, isUnknown, remove) {
  const part = made("span", { className: isUnknown ? "token token-bad" : "token", textContent: name });
  const button = made("button", { type: "button", textContent: "×", onclick: remove });
  button.setAttribute("aria-label", `移除${name}`);
  part.append(button);
  return part;
}

function enhance(text) {
  const doubtful = new Set(text.dataset.units.split("|"));
  const whole = [...known, ...doubtful];
  const row = made("div", { className: "row-flex tokens" });
  const next = made("input", { className: "form-control pick", placeholder: "添加单位", autocomplete: "off" });
  const label = document.querySelector(`label[for="${text.id}"]`);
  const asText = made("button", { type: "button", className: "btn btn-sm btn-link", textContent: "改成文字" });
  next.setAttribute("list", "register");
  next.setAttribute("aria-label", `添加${label.firstChild.textContent.trim()}`);

  const names = () => namesIn(text.value, whole);
  const show = () => {
    const parts = names().map((name, at) => {
      const isUnknown = doubtful.has(name) || !known.has(name);
      return token(name, isUnknown, () => change(names().filter((_, place) => place !== at)));
    });
    row.replaceChildren(...parts, next, asText);
  };
  const change = (all) => {
    text.value = [...new Set(all)].join("、");
    show();
    next.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const take = () => {
    const typed = namesIn(next.value, whole);
    next.value = "";
    if (typed.length) change([...names(), ...typed]);
  };

  next.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && next.value.trim() && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      take();
    }
    if (event.key === "Escape") next.value = "";
    if (event.key === "Backspace" && !next.value) change(names().slice(0, -1));
  });
  next.addEventListener("input", (event) => {
    event.stopPropagation();
    if (known.has(next.value) || BETWEEN.test(next.value.at(-1) ?? "")) take();
  });
  next.addEventListener("change", take);
  asText.addEventListener("click", () => {
    row.remove();
    text.hidden = false;
    text.focus();
  });

  show();
  text.hidden = true;
  text.after(row);
  if (text.autofocus || document.activeElement === text) next.focus();
}

document.querySelectorAll("textarea[data-units]").forEach(enhance);
