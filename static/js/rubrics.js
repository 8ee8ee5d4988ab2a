// The sum of the weights while they are typed, and a new row's first field is where one goes on.
const sum = document.getElementById("weights");

function add() {
  let total = 0;
  for (const weight of document.querySelectorAll("input[data-weight]")) {
    const rows = [weight.closest(".criterion"), weight.closest(".category")];
    const removed = rows.some((row) => row.querySelector(":scope > .fields .DELETE input").checked);
    if (!removed) total += Number.parseInt(weight.value, 10) || 0;
  }
  sum.value = total;
  sum.classList.toggle("wrong", total !== 100);
}

document.getElementById("rubric-form").addEventListener("input", add);
add();
// Not before the browser has gone to the row by the address, which takes the focus away.
addEventListener("load", () => {
  document.querySelector("[data-new]")?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});
