// Saves a step while it is typed. Until the server has confirmed it, a copy stays in this browser, so that neither a bad line
// nor a closed window loses anything. Without this script the buttons save.

const PAUSE = 1500;
const FIRST_WAIT = 4000;
const LONGEST_WAIT = 60000;

const form = document.querySelector("form[data-saves]");
const line = document.querySelector("[data-saved]");

if (form && line) {
  const place = `commoncall ${location.pathname}`;
  let { state } = form.dataset;
  let sent = written();
  let timer = 0;
  let wait = FIRST_WAIT;
  let underWay = false;
  let over = false;

  function written() {
    return new URLSearchParams(new FormData(form)).toString();
  }

  function say(words) {
    if (line.textContent !== words) line.textContent = words;
  }

  function keep(text) {
    try {
      localStorage.setItem(place, JSON.stringify({ text, state }));
    } catch {
      // A browser that keeps nothing still saves over the line.
    }
  }

  function forget() {
    try {
      localStorage.removeItem(place);
    } catch {
      // There was nothing to forget.
    }
  }

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch {
      return null;
    }
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  function confirmed(answer, text) {
    [state, sent, wait] = [answer.state, text, FIRST_WAIT];
    const time = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { hour: "2-digit", minute: "2-digit" });
    say(line.dataset.words.replace("{time}", time.format(new Date(answer.at))));
    if (written() === text) forget();
    else typed();
  }

  function failed() {
    say(line.dataset.waiting);
    later(wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  async function save() {
    const text = written();
    if (over || underWay || text === sent) return;
    underWay = true;
    try {
      // A browser may send this long after its window was closed: the server takes it only over what it was typed over.
      const body = new URLSearchParams(`${text}&over=${state}`);
      const answer = await fetch(form.dataset.saves, { method: "POST", body, keepalive: text.length < 60000 });
      if (answer.ok) confirmed(await answer.json(), text);
      else if (answer.status === 412) {
        over = true;
        say(line.dataset.changed);
      } else if (answer.status === 404 || answer.status === 409) {
        over = true;
        say(line.dataset.over);
      } else failed();
    } catch {
      failed();
    }
    underWay = false;
  }

  function typed() {
    keep(written());
    later(PAUSE);
  }

  function fill(text) {
    const values = new URLSearchParams(text);
    for (const field of form.elements) {
      if (!field.name || field.type === "submit") continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
      else if (values.has(field.name)) field.value = values.get(field.name);
    }
  }

  // What is kept here was typed over what the server still has: nobody has saved this step since.
  const copy = kept();
  if (copy && copy.state === state && copy.text !== sent && !document.querySelector("[data-errors]")) {
    fill(copy.text);
    say(line.dataset.back);
    later(0);
  } else forget();

  form.addEventListener("input", typed);
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("online", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());
}
