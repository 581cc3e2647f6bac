// A form with data-unsent="address" is kept on the server while it is typed, so that it is still there after
// signing out or a crash, and colleagues see that somebody is at it. [data-unsent-note] says so.

const PAUSE = 1500;

function keep(form) {
  const note = form.querySelector("[data-unsent-note]");
  let waiting = null;
  const send = async () => {
    waiting = null;
    try {
      const answer = await fetch(form.dataset.unsent, { method: "POST", body: new FormData(form) });
      if (answer.ok) note.textContent = `${answer.headers.get("X-Kept-At")} 已暂存，还没有保存`;
      else note.textContent = answer.status === 413 ? await answer.text() : "没能暂存，请先保存";
    } catch {
      note.textContent = "连不上，没能暂存；内容还在这一页";
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(send, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
  addEventListener("pagehide", () => {
    if (waiting) navigator.sendBeacon(form.dataset.unsent, new FormData(form));
  });
}

document.querySelectorAll("form[data-unsent]").forEach(keep);
