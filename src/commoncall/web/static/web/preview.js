// A form whose meaning stands beside it in words: the server says them again whenever something in the form changes, as it does
// when the button for that is pressed. Without an answer the words stay as they are.

const form = document.querySelector("form[data-preview]");
const words = form && document.getElementById(form.dataset.preview);
let waiting = 0;
let asked = 0;

async function say() {
  const own = ++asked;
  const told = new FormData(form);
  told.set("preview", "1");
  try {
    const answer = await fetch(location.href, { method: "POST", body: told, headers: { "X-Preview": "1" } });
    if (answer.ok && own === asked) words.innerHTML = await answer.text();
  } catch {
    // There is no connection: the button says so when it is pressed.
  }
}

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(say, 400);
});
