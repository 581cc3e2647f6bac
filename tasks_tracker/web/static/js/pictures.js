// Charts come after the page: a link with data-picture gives way to the picture of that name from the page it leads
// to. What cannot be drawn leaves the link; the numbers stand in the table beside it.

const links = [...document.querySelectorAll("a[data-picture]")];
const pages = new Map(links.map((link) => [link.pathname + link.search, link]));

for (const address of pages.keys()) {
  fetch(address, { credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((text) => {
      const page = new DOMParser().parseFromString(text, "text/html");
      for (const link of links.filter((one) => one.pathname + one.search === address)) {
        const picture = page.querySelector(`#${link.dataset.picture} > .scroll`);
        if (!picture) continue;
        link.closest(".picture").replaceWith(document.adoptNode(picture));
        if ("newestLast" in picture.dataset) picture.scrollLeft = picture.scrollWidth;
      }
    })
    .catch(() => {});
}
