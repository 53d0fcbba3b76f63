// Keys: "/" searches, "g" and a letter goes to a section, "j" and "k" walk along the rows, "a" opens what is asked,
// "?" shows the list of keys. Switched off with data-shortcuts="off" on the root; everything also works by Tab alone.

const rows = () => [...document.querySelectorAll(".rows > li a, .table tbody th a")].filter((link) => link.offsetParent);
let going = 0;

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]");
}

function walk(step) {
  const links = rows();
  const here = links.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
  links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
}

function go(letter) {
  document.querySelector(`a[data-key="${CSS.escape(letter)}"]`)?.click();
}

const keys = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => walk(1),
  k: () => walk(-1),
  a: () => go("asked"),
  "?": () => go("keys"),
  g: () => { going = Date.now(); },
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (Date.now() - going < 1500 && event.key !== "g") {
    going = 0;
    go(event.key);
  } else if (keys[event.key]) {
    keys[event.key]();
    event.preventDefault();
  }
}

if (document.documentElement.dataset.shortcuts !== "off") addEventListener("keydown", press);
