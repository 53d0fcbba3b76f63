// Four courtesies of forms: the summary of errors takes the focus; words that were typed are not lost by accident; without
// a connection nothing is sent and the page says so; a second press does not do a deed twice.

document.querySelector("[data-errors]")?.focus();

let typed = false;

function leave(event) {
  if (typed) event.preventDefault();
}

for (const form of document.querySelectorAll("form[data-guard]")) {
  form.addEventListener("input", () => {
    if (!typed) addEventListener("beforeunload", leave);
    typed = true;
  });
}

function sayThatNothingIsSent(form) {
  const words = document.getElementById("no-connection")?.content.firstElementChild;
  if (words && !form.querySelector("[data-no-connection]")) {
    const shown = words.cloneNode(true);
    shown.dataset.noConnection = "";
    form.append(shown);
  }
}

function send(event) {
  const form = event.target;
  form.querySelector("[data-no-connection]")?.remove();
  if (!navigator.onLine) {
    event.preventDefault();
    sayThatNothingIsSent(form);
  } else if (form.dataset.sent) {
    event.preventDefault();
  } else {
    form.dataset.sent = "yes";
    typed = false;
    // A form whose answer is a file stays on the page, and may be sent again.
    setTimeout(() => delete form.dataset.sent, 5000);
  }
}

for (const form of document.querySelectorAll('form[method="post"]')) form.addEventListener("submit", send);
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
