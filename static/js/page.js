// What every page does: the rail, the search key, and a word when the server cannot be reached.
const root = document.documentElement;

const collapse = document.querySelector(".collapse");
if (collapse) {
  const say = () => collapse.setAttribute("aria-expanded", String(root.dataset.rail !== "narrow"));
  collapse.hidden = false;
  say();
  collapse.addEventListener("click", () => {
    if (root.dataset.rail === "narrow") delete root.dataset.rail;
    else root.dataset.rail = "narrow";
    localStorage.setItem("rail", root.dataset.rail || "wide");
    say();
  });
}

document.addEventListener("keydown", (event) => {
  const search = document.getElementById("q");
  if (!search || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target === search) search.blur();
  if (event.key !== "/" || event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  search.focus();
  search.select();
});

const trouble = document.getElementById("trouble");
for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"])
  document.body.addEventListener(failure, () => { trouble.hidden = false; });
document.body.addEventListener("htmx:afterOnLoad", () => { trouble.hidden = true; });

// Whoever was on something that a swap has taken away goes on from the page's content, not from its top.
let held = null;
document.addEventListener("focusin", (event) => { held = event.target; });
document.body.addEventListener("htmx:afterSettle", () => {
  if (!held || held.isConnected || document.activeElement !== document.body) return;
  document.getElementById("content").focus({ preventScroll: true });
});
