// A reason's chip and its fact light up together, with the entry of the career and the bar on the timeline.
// Without this file the chips are plain links to their facts and the facts' numbers to the reasons.
const LIT = "is-lit";
let pinned = "";

function light(number) {
  for (const element of document.querySelectorAll(`.${LIT}, .is-near`)) element.classList.remove(LIT, "is-near");
  if (!number) return;
  for (const element of document.querySelectorAll(`[data-fact="${CSS.escape(number)}"]`)) {
    element.classList.add(LIT);
    const entry = element.closest("[data-entry]");
    if (!entry) continue;
    entry.classList.add("is-near");
    document.querySelector(`[data-step="${CSS.escape(entry.dataset.entry)}"]`)?.classList.add(LIT);
  }
  for (const reason of document.querySelectorAll(`[data-facts~="${CSS.escape(number)}"]`))
    if (!reason.matches(":hover, :focus-within")) reason.classList.add(LIT);
}

// Where the career scrolls on its own, the fact comes into view and the reason stays where it is.
function bringIntoView(fact) {
  const career = document.getElementById("career");
  if (!career || career.scrollHeight <= career.clientHeight || getComputedStyle(career).overflowY !== "auto") return false;
  const place = fact.getBoundingClientRect().top - career.getBoundingClientRect().top;
  career.scrollBy({ top: place - career.clientHeight / 3 });
  return true;
}

const factOf = (event) => event.target.closest?.("[data-fact]")?.dataset.fact;

document.addEventListener("mouseover", (event) => light(factOf(event) || pinned));
document.addEventListener("focusin", (event) => light(factOf(event) || pinned));
document.addEventListener("click", (event) => {
  const chip = event.target.closest("a.fact-chip");
  if (!chip) return;
  pinned = chip.dataset.fact;
  light(pinned);
  const fact = document.getElementById(`F${pinned}`);
  if (!fact || !bringIntoView(fact)) return;
  event.preventDefault();
  history.replaceState(history.state, "", chip.hash);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") light((pinned = ""));
});
