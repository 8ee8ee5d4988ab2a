// Before the first paint, so that a collapsed rail never jumps.
if (localStorage.getItem("rail") === "narrow") document.documentElement.dataset.rail = "narrow";
