// Moves a map through time. The page is whole without it: a form asks the server for a date. Here the same form gets a
// slider; map, key, figures and rows of the table then follow it, from what each says of itself in data-steps.

const language = document.documentElement.lang || "en";
const locale = { en: "en-GB", ar: "ar-u-nu-arab" }[language] ?? language;
const inWords = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const numeral = new Intl.NumberFormat(locale);
const FRAME = 70;

const map = document.querySelector("svg.map[data-first]");
const form = document.querySelector("form[data-dates]");
const template = form?.querySelector("template");
const field = form?.querySelector("input[type=date]");
if (map && template && field) begin();

function begin() {
  const marks = [...document.querySelectorAll("[data-steps]")].map((element) => ({ element, steps: read(element.dataset.steps) }));
  const places = marks.filter(({ element }) => map.contains(element));
  const rows = marks.filter(({ element }) => !map.contains(element));
  const keys = new Map([...document.querySelectorAll(".key [data-kind]")].map((key) => [key.dataset.kind, key]));
  const days = monthsBetween(map.dataset.first, field.max || map.dataset.last);

  const slider = template.content.firstElementChild.cloneNode(true);
  const range = slider.querySelector("input");
  const output = slider.querySelector("output");
  const button = slider.querySelector("button");
  const words = { play: button.textContent, stop: button.dataset.stop };
  let playing = 0;

  range.max = days.length - 1;
  range.value = nearest(days, field.value || days.at(-1));
  tell(field.value || days.at(-1));
  template.replaceWith(slider);
  // Whoever wants nothing to move by itself is offered nothing that does.
  button.hidden = matchMedia("(prefers-reduced-motion: reduce)").matches;
  range.addEventListener("input", () => { stop(); show(days[range.value]); });
  field.addEventListener("change", () => {
    if (!field.value) return;
    stop();
    range.value = nearest(days, field.value);
    show(field.value);
  });
  button.addEventListener("click", () => (playing ? stop() : play()));

  function play() {
    if (+range.value === days.length - 1) range.value = 0;
    button.textContent = words.stop;
    playing = setInterval(() => {
      range.value = +range.value + 1;
      show(days[range.value]);
      if (+range.value === days.length - 1) stop();
    }, FRAME);
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
    button.textContent = words.play;
  }

  function tell(day) {
    output.textContent = inWords.format(new Date(day));
    range.setAttribute("aria-valuetext", output.textContent);
  }

  function show(day) {
    tell(day);
    field.value = day;
    const counted = new Map();
    for (const { element, steps } of places) {
      const [since, kind] = standing(steps, day);
      counted.set(kind, (counted.get(kind) ?? 0) + 1);
      if (element.getAttribute("class") === kind && element.dataset.since === since) continue;
      element.setAttribute("class", kind);
      element.dataset.since = since;
      element.querySelector("title").textContent = sentence(keys.get(kind), element.dataset.name, since);
    }
    for (const { element, steps } of rows) row(element, standing(steps, day), keys);
    // Those that never took a step have no steps to follow, and stay what they are.
    for (const element of map.querySelectorAll(".none:not([data-steps])")) counted.set("none", (counted.get("none") ?? 0) + (element.querySelector("title") ? 1 : 0));
    for (const [kind, key] of keys) write(key.querySelector("b"), counted.get(kind));
    for (const element of document.querySelectorAll("[data-counted]")) write(element, counted.get(element.dataset.counted));
    for (const element of document.querySelectorAll("[data-on-date]")) element.textContent = output.textContent;
  }
}

function write(element, number) {
  if (element) element.textContent = numeral.format(number ?? 0);
}

function row(element, [since, kind], keys) {
  const cell = element.querySelector("[data-status]");
  const key = keys.get(kind);
  if (cell && key) cell.textContent = key.dataset.word;
  const day = element.querySelector("[data-since]");
  if (day) day.textContent = since ? inWords.format(new Date(since)) : "";
}

function sentence(key, name, since) {
  if (!key) return name;
  const words = since ? key.dataset.dated : key.dataset.undated;
  return words.replace("%(name)s", () => name).replace("%(date)s", () => since && inWords.format(new Date(since)));
}

function read(steps) {
  return steps.split(";").map((step) => step.split(" "));
}

// Days are compared as they are written, year first.
function standing(steps, day) {
  return steps.findLast(([from]) => from <= day) ?? ["", "none"];
}

function monthsBetween(first, last) {
  const days = [first];
  for (let [year, month] = first.split("-").map(Number); ; month += 1) {
    const end = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    if (end >= last) return [...days, last];
    if (end > first) days.push(end);
  }
}

function nearest(days, day) {
  const after = days.findIndex((one) => one >= day);
  return after < 0 ? days.length - 1 : after;
}
