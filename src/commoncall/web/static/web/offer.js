// Offers the page in the language that the browser prefers, once: where it is there in that language and the reader
// has neither chosen a language nor closed such a line before. Nothing is sent to the server.

const KEPT = "commoncall-language";
const plain = (code) => code.toLowerCase().split("-")[0];

function kept() {
  try { return localStorage.getItem(KEPT); } catch { return "unknown"; }
}

function keep(code) {
  try { localStorage.setItem(KEPT, code); } catch { /* What cannot be kept is offered again. */ }
}

for (const link of document.querySelectorAll(".masthead a[hreflang]")) link.addEventListener("click", () => keep(link.hreflang));

const here = plain(document.documentElement.lang);
const offers = [...document.querySelectorAll("template[data-language]")];
const known = [here, ...offers.map((offer) => plain(offer.dataset.language))];
const wanted = navigator.languages.map(plain).find((code) => known.includes(code));
const offer = offers.find((one) => plain(one.dataset.language) === wanted);
if (offer && !kept()) {
  const line = offer.content.firstElementChild.cloneNode(true);
  line.querySelector("a").addEventListener("click", () => keep(wanted));
  line.querySelector("button").addEventListener("click", () => { keep(here); line.remove(); });
  offer.replaceWith(line);
}
