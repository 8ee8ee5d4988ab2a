// A half-filled form survives a reload, and the drop area shows that files are above it. Without this file both still work.
const form = document.querySelector("form[data-keep]");
if (form) {
  const key = form.dataset.keep;
  const kept = JSON.parse(sessionStorage.getItem(key) || "{}");
  // Choices belong to the columns that are on the page: another sheet has others.
  const shown = [...form.querySelectorAll("th label")].map((label) => label.textContent).join("\n");
  if (kept.shown === shown)
    for (const select of form.querySelectorAll("select"))
      if (select.name in kept.chosen && select.value !== kept.chosen[select.name]) {
        select.value = kept.chosen[select.name];
        select.nextElementSibling.textContent = "";
      }
  form.addEventListener("change", (event) => {
    const chosen = Object.fromEntries([...form.querySelectorAll("select")].map((select) => [select.name, select.value]));
    sessionStorage.setItem(key, JSON.stringify({ shown, chosen }));
    if (event.target.matches(".target select")) event.target.nextElementSibling.textContent = "";
  });
  form.addEventListener("submit", () => sessionStorage.removeItem(key));
}

const drop = document.querySelector(".drop");
if (drop) {
  const over = (event) => drop.classList.toggle("is-over", event.type === "dragenter" || event.type === "dragover");
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) drop.addEventListener(kind, over);
}
