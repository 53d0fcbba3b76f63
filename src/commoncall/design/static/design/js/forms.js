// Two courtesies of forms: the summary of errors takes the focus, and words that were typed are not lost by accident.

document.querySelector("[data-errors]")?.focus();

const guarded = document.querySelectorAll("form[data-guard]");
let typed = false;

function ask(event) {
  if (typed) event.preventDefault();
}

for (const form of guarded) {
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
}
if (guarded.length) addEventListener("beforeunload", ask);

// A second press while the first is on its way would do the deed twice.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});
