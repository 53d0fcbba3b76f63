// Keeps the answers to the eight questions in this browser and draws what comes out of them. Nothing is sent anywhere.

const list = document.querySelector("[data-checklist]");
const summary = list.querySelector("[data-summary]");
const count = list.querySelector("[data-count]");
const place = `commoncall checklist ${list.dataset.checklist}`;

function answers() {
  return Object.fromEntries([...list.querySelectorAll("input:checked")].map((input) => [input.name, input.value]));
}

function keep(told) {
  try {
    if (Object.keys(told).length) localStorage.setItem(place, JSON.stringify(told));
    else localStorage.removeItem(place);
  } catch {
    // A browser that keeps nothing still shows what comes out of it.
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(place)) ?? {};
  } catch {
    return {};
  }
}

function group(name, fitting, told) {
  const box = summary.querySelector(`[data-group="${name}"]`);
  const points = [...list.querySelectorAll("fieldset")]
    .filter((one) => fitting.includes(told[one.querySelector("input").name]))
    .map((one) => {
      const point = document.createElement("li");
      point.textContent = one.querySelector("legend").textContent;
      return point;
    });
  box.querySelector("ul").replaceChildren(...points);
  box.hidden = points.length === 0;
}

function draw() {
  const told = answers();
  const number = Object.keys(told).length;
  const numeral = new Intl.NumberFormat(document.documentElement.lang || undefined).format(number);
  count.textContent = number ? count.dataset.words.replace("{n}", numeral) : count.dataset.none;
  group("yes", ["yes"], told);
  group("talk", ["partly", "no"], told);
  group("open", ["open"], told);
}

for (const [name, value] of Object.entries(kept())) {
  for (const input of list.querySelectorAll("input")) if (input.name === name && input.value === value) input.checked = true;
}
summary.hidden = false;
draw();
list.addEventListener("change", () => {
  keep(answers());
  draw();
});
list.querySelector("[data-print]").addEventListener("click", () => print());
list.querySelector("[data-clear]").addEventListener("click", () => {
  for (const input of list.querySelectorAll("input:checked")) input.checked = false;
  keep({});
  draw();
});
